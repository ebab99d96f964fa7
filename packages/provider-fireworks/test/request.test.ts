import { createRouter } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { expect, test } from 'vitest'
import { answering, bodyOf } from './setting.ts'
import { fireworks } from '../src/index.ts'

const prompt = 'Hi'

test.each([
  ['accounts/fireworks/models/glm-5p2', 'none' as const, { reasoning_effort: 'none' }, []],
  ['accounts/fireworks/models/glm-5p2', 'xhigh' as const, { reasoning_effort: 'high' }, ['reasoning']],
  ['accounts/fireworks/models/glm-5p2', 'max' as const, { reasoning_effort: 'max' }, []],
  ['accounts/fireworks/models/glm-5p2', { tokens: 500 }, { reasoning_effort: 500 }, []],
  ['accounts/fireworks/models/glm-5p2', { tokens: 0 }, { reasoning_effort: 'none' }, []],
  [
    'accounts/fireworks/models/glm-5p2',
    { tokens: 500, effort: 'low' as const },
    { reasoning_effort: 500 },
    ['reasoning.effort'],
  ],
  ['accounts/fireworks/models/gpt-oss-20b', 'none' as const, { reasoning_effort: 'low' }, ['reasoning']],
])('asks %s to reason (%j) in its way', async (model, reasoning, fields, warned) => {
  const { body, warnings } = await bodyOf({ prompt, reasoning }, { model })
  expect(body).toEqual({ model, messages: [{ role: 'user', content: prompt }], ...fields })
  expect(warnings).toEqual(warned)
})

test('sends pictures and films, and documents to be read for the model', async () => {
  const { body } = await bodyOf({
    prompt: [
      { type: 'media', mediaType: 'image/png', url: 'https://example.org/a.png' },
      { type: 'media', mediaType: 'video/mp4', url: 'https://example.org/a.mp4' },
      { type: 'media', mediaType: 'application/pdf', url: 'https://example.org/a.pdf' },
      { type: 'media', mediaType: 'application/pdf', data: 'AAAA' },
    ],
  })
  expect(body['messages']).toEqual([
    {
      role: 'user',
      content: [
        { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
        { type: 'video_url', video_url: { url: 'https://example.org/a.mp4' } },
        { type: 'image_url', image_url: { url: 'https://example.org/a.pdf#transform=inline' } },
        { type: 'image_url', image_url: { url: 'data:application/pdf;base64,AAAA#transform=inline' } },
      ],
    },
  ])
})

test.each([
  [{ type: 'media', mediaType: 'audio/wav', data: 'AAAA' }],
  [{ type: 'media', mediaType: 'application/pdf', file: { provider: 'fireworks', id: 'd1' } }],
] as const)('takes no %j', async (part) => {
  await expect(bodyOf({ prompt: [part] })).rejects.toMatchObject({ code: 'unsupported' })
})

test('tells five alternatives of a token at most', async () => {
  const { body, warnings } = await bodyOf({ prompt, logprobs: 9 })
  expect(body).toMatchObject({ logprobs: true, top_logprobs: 5 })
  expect(warnings).toEqual(['logprobs'])
})

test('a schema goes before a grammar, and the affinity into a header', async () => {
  const options = {
    grammar: 'root ::= "a"',
    sessionAffinity: 's1',
    reasoningHistory: 'preserved',
    ignoreEos: false,
  } as const
  const { body, headers } = await bodyOf({ prompt }, { options })
  expect(body).toMatchObject({
    response_format: { type: 'grammar', grammar: 'root ::= "a"' },
    reasoning_history: 'preserved',
    ignore_eos: false,
  })
  expect(headers.get('x-session-affinity')).toBe('s1')
  const output = { schema: { type: 'object', properties: {} }, name: 'o' }
  expect((await bodyOf({ prompt, output }, { options })).body['response_format']).toMatchObject({ type: 'json_schema' })
})

test('reads the address and older names of the key from the environment', async () => {
  const env = { FIREWORKS_AI_API_KEY: 'fw_old', FIREWORKS_BASE_URL: 'https://proxy.example/inference/v1/' }
  const { url, headers } = await bodyOf({ prompt }, { env, config: { headers: { 'x-job': 'c' } } })
  expect(url).toBe('https://proxy.example/inference/v1/chat/completions')
  expect([headers.get('authorization'), headers.get('x-job')]).toEqual(['Bearer fw_old', 'c'])
})

test('a key is asked for once more after a 403, as a wrong key is one', async () => {
  const keys = ['fw_old', 'fw_new']
  const host = virtualHost({
    fetch: async (_, init) =>
      new Headers(init?.headers).get('authorization') === 'Bearer fw_new'
        ? Response.json({ choices: [{ message: { content: 'ok' }, finish_reason: 'stop' }] })
        : Response.json({ error: { message: 'Invalid.', code: 'UNAUTHORIZED', type: 'error' } }, { status: 403 }),
  })
  const llm = createRouter({ use: [fireworks({ apiKey: () => keys.shift()! })], host })
  expect((await llm.chat({ model: 'fireworks', prompt })).text).toBe('ok')
})

test('tells how long an answer took, in an event', async () => {
  const headers = {
    'content-type': 'text/event-stream',
    'fireworks-server-time-to-first-token': '0.25',
    'fireworks-prompt-tokens': '12',
    'fireworks-server-processing-time': 'soon',
    'fireworks-sampling-options': '{"top_k": 0}',
  }
  const chunk = {
    choices: [{ delta: { content: 'Hi' }, finish_reason: 'stop' }],
    perf_metrics: { 'generation-queue': '0.1' },
  }
  const host = virtualHost({
    env: { FIREWORKS_API_KEY: 'fw_test' },
    fetch: async () => new Response(`data: ${JSON.stringify(chunk)}\n\n`, { headers }),
  })
  const told: unknown[] = []
  const llm = createRouter({ use: [fireworks()], host })
  for await (const event of llm.stream({ model: 'fireworks', prompt }))
    if (event.type === 'x-performance') told.push((event as { data: unknown }).data)
  expect(told).toEqual([
    { firstTokenSeconds: 0.25, promptTokens: 12, sampling: { top_k: 0 } },
    { 'generation-queue': '0.1' },
  ])
})

test('recordings go to the host of their model, except behind an address of one’s own', async () => {
  const urls: string[] = []
  const host = virtualHost({
    env: { FIREWORKS_API_KEY: 'fw_test' },
    fetch: async (url) => {
      urls.push(url)
      return Response.json({ text: 'ok' })
    },
  })
  const audio = { type: 'media' as const, mediaType: 'audio/wav', data: 'AAAA' }
  const llm = createRouter({
    use: [fireworks(), fireworks({ id: 'own', baseURL: 'https://proxy.example/inference/v1' })],
    host,
  })
  await llm.transcribe({ model: 'fireworks', audio })
  await llm.transcribe({ model: 'fireworks/whisper-v3', audio })
  await llm.transcribe({ model: 'own/whisper-v3', audio, translate: true })
  expect(urls).toEqual([
    'https://audio-turbo.api.fireworks.ai/v1/audio/transcriptions',
    'https://audio-prod.api.fireworks.ai/v1/audio/transcriptions',
    'https://proxy.example/v1/audio/translations',
  ])
})

test('things of an account want one, and say how it is named', async () => {
  const { host } = answering({})
  const llm = createRouter({ use: [fireworks()], host })
  await expect(llm.files.list({ provider: 'fireworks' })).rejects.toMatchObject({
    code: 'invalid-request',
    field: 'accountId',
    message: expect.stringContaining('FIREWORKS_ACCOUNT_ID'),
  })
})

test('tunes by no other method than there is', async () => {
  const { host } = answering({})
  const llm = createRouter({ use: [fireworks({ accountId: 'acme' })], host })
  const trainingFile = { provider: 'fireworks', id: 'd1' }
  await expect(llm.tune({ model: 'fireworks', trainingFile, method: 'magic' })).rejects.toMatchObject({
    code: 'unsupported',
  })
})
