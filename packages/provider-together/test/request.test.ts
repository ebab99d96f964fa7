import { createRouter } from '@llmrr/core'
import { expect, test } from 'vitest'
import { answering, bodyOf } from './setting.ts'
import { together } from '../src/index.ts'

const prompt = 'Hi'

test.each([
  ['openai/gpt-oss-20b', 'minimal', { reasoning_effort: 'low' }, ['reasoning']],
  ['openai/gpt-oss-20b', 'none', { reasoning_effort: 'low' }, ['reasoning']],
  ['moonshotai/Kimi-K2.6', 'none', { reasoning: { enabled: false } }, []],
  ['moonshotai/Kimi-K2.6', 'high', { reasoning: { enabled: true } }, ['reasoning']],
  ['zai-org/GLM-5.2', 'max', { reasoning: { enabled: true }, reasoning_effort: 'max' }, []],
  ['zai-org/GLM-5.2', 'low', { reasoning: { enabled: true }, reasoning_effort: 'high' }, ['reasoning']],
  ['meta-llama/Llama-3.3-70B-Instruct-Turbo', 'high', {}, ['reasoning']],
  ['meta-llama/Llama-3.3-70B-Instruct-Turbo', 'none', {}, []],
  ['me/a-model-of-mine', 'medium', { reasoning_effort: 'medium' }, []],
  ['me/a-model-of-mine', 'none', { reasoning: { enabled: false } }, []],
] as const)('asks %s to reason (%s) in its way', async (model, reasoning, fields, warned) => {
  const { body, warnings } = await bodyOf({ prompt, reasoning }, { model })
  expect(body).toEqual({ model, messages: [{ role: 'user', content: prompt }], ...fields })
  expect(warnings).toEqual(warned)
})

test('counts alternatives of tokens in one field', async () => {
  expect((await bodyOf({ prompt, logprobs: true })).body).toMatchObject({ logprobs: 1 })
  const { body } = await bodyOf({ prompt, logprobs: 5 })
  expect(body).toMatchObject({ logprobs: 5 })
  expect(body).not.toHaveProperty('top_logprobs')
  expect((await bodyOf({ prompt, logprobs: false })).body).not.toHaveProperty('logprobs')
})

test('describes every tool, and says that it holds none to its schema', async () => {
  const { body, warnings } = await bodyOf({ prompt, tools: [{ name: 'now', strict: true }] })
  expect(body['tools']).toEqual([
    { type: 'function', function: { name: 'now', description: 'now', parameters: expect.anything() } },
  ])
  expect(warnings).toEqual(['tools[0].strict'])
})

test('sends pictures, films and sound', async () => {
  const { body, warnings } = await bodyOf({
    prompt: [
      { type: 'media', mediaType: 'image/png', url: 'https://example.org/a.png', detail: 'low' },
      { type: 'media', mediaType: 'video/mp4', url: 'https://example.org/a.mp4' },
      { type: 'media', mediaType: 'audio/wav', data: 'AAAA' },
      { type: 'media', mediaType: 'audio/mpeg', url: 'https://example.org/a.mp3' },
      { type: 'media', mediaType: 'audio/mpeg', data: 'AAAA' },
    ],
  })
  expect(body['messages']).toEqual([
    {
      role: 'user',
      content: [
        { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
        { type: 'video_url', video_url: { url: 'https://example.org/a.mp4' } },
        { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
        { type: 'audio_url', audio_url: { url: 'https://example.org/a.mp3' } },
        { type: 'audio_url', audio_url: { url: 'data:audio/mpeg;base64,AAAA' } },
      ],
    },
  ])
  expect(warnings).toEqual(['detail'])
})

test.each([
  [{ type: 'media', mediaType: 'application/pdf', data: 'AAAA' }],
  [{ type: 'media', mediaType: 'audio/wav', file: { provider: 'together', id: 'file-1' } }],
] as const)('takes no %j', async (part) => {
  await expect(bodyOf({ prompt: [part] })).rejects.toMatchObject({ code: 'unsupported' })
})

test('puts the options of a target into the request, under the fields of the request', async () => {
  const { body } = await bodyOf(
    { prompt },
    {
      options: {
        repetitionPenalty: 1.1,
        logitBias: { '7': -1 },
        contextLengthExceededBehavior: 'truncate',
        chatTemplateKwargs: { enable_thinking: false },
        safetyModel: 'guard',
        compliance: 'hipaa',
        regex: '[ab]',
      },
    },
  )
  expect(body).toEqual({
    model: 'openai/gpt-oss-20b',
    messages: [{ role: 'user', content: prompt }],
    repetition_penalty: 1.1,
    logit_bias: { '7': -1 },
    context_length_exceeded_behavior: 'truncate',
    chat_template_kwargs: { enable_thinking: false },
    safety_model: 'guard',
    compliance: 'hipaa',
    response_format: { type: 'regex', pattern: '[ab]' },
  })
})

test('reads the address, the headers and older names of the key from the environment', async () => {
  const env = {
    TOGETHERAI_API_KEY: 'key_old',
    TOGETHER_BASE_URL: 'https://proxy.example/v1',
    TOGETHER_CUSTOM_HEADERS: 'X-Team: a\nX-Job: b',
  }
  const { url, headers } = await bodyOf({ prompt }, { env, config: { headers: { 'x-job': 'c' } } })
  expect(url).toBe('https://proxy.example/v1/chat/completions')
  expect([headers.get('authorization'), headers.get('x-team'), headers.get('x-job')]).toEqual([
    'Bearer key_old',
    'a',
    'c',
  ])
})

const router = (body: unknown, config?: Parameters<typeof together>[0]) => {
  const { host, sent } = answering(body)
  return { llm: createRouter({ use: [together(config)], host }), sent }
}

test('films are at another version of the API, except behind an address of one’s own', async () => {
  const film = { id: 'f', object: 'video', status: 'failed' }
  const there = router(film)
  await there.llm.video({ model: 'together/m', prompt }).catch(() => {})
  expect(there.sent[0]!.url).toBe('https://api.together.ai/v2/videos')
  const proxied = router(film, { baseURL: 'https://proxy.example/v1' })
  await proxied.llm.video({ model: 'together/m', prompt }).catch(() => {})
  expect(proxied.sent[0]!.url).toBe('https://proxy.example/v1/videos')
})

test('several pictures for a film are references', async () => {
  const { llm, sent } = router({ id: 'f', status: 'failed' })
  const picture = { type: 'media' as const, mediaType: 'image/png', url: 'https://example.org/a.png' }
  await llm.video({ model: 'together/m', prompt, images: [picture, picture] }).catch(() => {})
  expect(sent[0]!.body).toMatchObject({ media: { reference_images: [picture.url, picture.url] } })
})

test('one picture to work from is the one to change', async () => {
  const { llm, sent } = router({ data: [{ b64_json: 'AAAA' }] })
  const images = [{ type: 'media' as const, mediaType: 'image/png', data: 'AAAA' }]
  await llm.image({ model: 'together', prompt, images })
  expect(sent[0]!.body).toEqual({
    model: 'black-forest-labs/FLUX.1-schnell',
    prompt,
    image_url: 'data:image/png;base64,AAAA',
    response_format: 'base64',
  })
})

test('makes no format of pictures that the service does not know, and warns of a size that is none', async () => {
  const { llm } = router({ data: [{ b64_json: 'AAAA' }] })
  await expect(llm.image({ model: 'together', prompt, mediaType: 'image/webp' })).rejects.toMatchObject({
    code: 'unsupported',
  })
  const { warnings } = await llm.image({ model: 'together', prompt, size: 'large' })
  expect(warnings.map(({ field }) => field)).toEqual(['size'])
})

test('the language of a recording is found out unless it is told', async () => {
  const asked: unknown[] = []
  const { host } = answering({})
  const fetch: typeof host.fetch = async (_, init) => {
    asked.push((init!.body as FormData).get('language'))
    return Response.json({ text: 'ok' })
  }
  const llm = createRouter({ use: [together()], host: { ...host, fetch } })
  const audio = { type: 'media' as const, mediaType: 'audio/wav', data: 'AAAA' }
  await llm.transcribe({ model: 'together', audio })
  await llm.transcribe({ model: 'together', audio, language: 'de' })
  const { warnings } = await llm.transcribe({ model: 'together', audio, language: 'de', translate: true })
  expect(asked).toEqual(['auto', 'de', null])
  expect(warnings.map(({ field }) => field)).toEqual(['language'])
})

test('a batch warns of what its requests ask in vain, and keeps no metadata', async () => {
  const { host } = answering({ id: 'file-1' })
  const llm = createRouter({ use: [together()], host })
  const requests = [{ id: 'a', request: { prompt, user: 'u1' } }]
  await expect(llm.batch({ requests, strict: true })).rejects.toMatchObject({
    code: 'unsupported',
    field: 'requests.user',
  })
})
