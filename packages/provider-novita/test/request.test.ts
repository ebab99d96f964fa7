import { expect, test } from 'vitest'
import { createRouter } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { novita } from '../src/index.ts'
import { readModel } from '../src/listing.ts'
import { merged } from '../src/tasks.ts'
import type { Context, ReasoningEffort } from '@llmrr/core'

const answer = { choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] }

function asking(body: unknown = answer, config = {}) {
  const sent: { url: string; headers: Headers; body: Record<string, unknown> }[] = []
  const host = virtualHost({
    env: { NOVITA_API_KEY: 'sk_1' },
    fetch: async (url, init) => {
      const text = typeof init?.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {}
      sent.push({ url, headers: new Headers(init?.headers), body: text })
      return url.includes('faas.test')
        ? new Response('ID3', { headers: { 'content-type': 'audio/mpeg' } })
        : Response.json(body)
    },
  })
  return { llm: createRouter({ use: [novita(config)], host }), sent }
}

test.each([
  ['openai/gpt-oss-20b', 'high', { reasoning_effort: 'high' }, []],
  ['zai-org/glm-5', 'high', { enable_thinking: true }, []],
  ['qwen/qwen3-32b', 'none', { enable_thinking: false }, []],
  ['meta-llama/llama-3.1-8b-instruct', 'low', {}, ['reasoning']],
] as const)('%s with an effort of %s', async (model, reasoning, fields, warned) => {
  const { llm, sent } = asking()
  const { warnings } = await llm.chat({
    model: `novita/${model}`,
    prompt: 'Hi',
    reasoning: reasoning as ReasoningEffort,
  })
  const { reasoning_effort: effort, enable_thinking: thinking } = sent[0]!.body
  expect(JSON.parse(JSON.stringify({ reasoning_effort: effort, enable_thinking: thinking }))).toEqual(fields)
  expect(warnings.map(({ field }) => field)).toEqual(warned)
})

test('media stands at the host of the language models, old address or new', async () => {
  for (const baseURL of ['https://a.test/openai/v1', 'https://a.test/v3/openai/']) {
    const { llm, sent } = asking({ images: ['https://b.test/1.png'] }, { baseURL })
    await llm.image({ prompt: 'A heron.' })
    expect(sent[0]!.url).toBe('https://a.test/v3beta/flux-1-schnell')
  }
})

test('a sound is fetched without the key', async () => {
  const { llm, sent } = asking({ audios: [{ audio_url: 'https://faas.test/1.mp3', audio_type: 'mp3' }] })
  const { audio } = await llm.speech({ input: 'Hi' })
  expect(audio.mediaType).toBe('audio/mpeg')
  expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer sk_1', null])
})

test('what only a model has goes in level by level', () => {
  const base = { request: { prompt: 'a', steps: 20 }, extra: {} }
  expect(merged(base, { request: { steps: 5, loras: [1] }, extra: { x: 1 } })).toEqual({
    request: { prompt: 'a', steps: 5, loras: [1] },
    extra: { x: 1 },
  })
})

test('a picture that is kept elsewhere cannot begin a film', async () => {
  const file = { provider: 'novita', id: 'f1' }
  const { llm, sent } = asking()
  const images = [{ type: 'media', mediaType: 'image/png', file }] as const
  await expect(llm.video({ prompt: 'A heron.', images })).rejects.toMatchObject({ code: 'unsupported' })
  expect(sent).toEqual([])
})

test('prices of the list are in ten-thousandths of a dollar', () => {
  const context = { host: virtualHost() } as unknown as Context
  const entry = {
    id: 'acme/heron-1',
    display_name: 'Heron',
    model_type: 'chat',
    context_size: 131_072,
    max_output_tokens: 8192,
    input_modalities: ['text', 'image', 'smell'],
    input_token_price_per_m: 3900,
    output_token_price_per_m: 12_000,
  }
  expect(readModel(entry, context)).toMatchObject({
    capabilities: ['chat'],
    name: 'Heron',
    contextWindow: 131_072,
    maxOutput: 8192,
    input: ['text', 'image'],
    price: { prices: { input: 0.39, output: 1.2 } },
  })
})

test('extras: balance, a cloned voice, a task', async () => {
  const { llm, sent } = asking({ availableBalance: '100', voice: 'v1', audio_url: 'https://faas.test/2.mp3', task: {} })
  const { balance, cloneVoice, task } = llm.of(novita)
  expect(await balance(undefined)).toMatchObject({ availableBalance: '100' })
  const request = { audioUrl: 'https://a.test/me.mp3', text: 'Hello.', input: 'Goodbye.', name: 'me' }
  expect(await cloneVoice(request)).toEqual({ voice: 'v1', audioUrl: 'https://faas.test/2.mp3' })
  await task({ id: 't1' })
  expect(sent.map(({ url }) => new URL(url).pathname)).toEqual([
    '/openapi/v1/billing/balance/detail',
    '/v3/glm-tts-voice-clone',
    '/v3/async/task-result',
  ])
})
