import { createRouter } from '@llmrr/core'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { google } from '../src/index.ts'
import type { TextPart } from '@llmrr/core'
import type { Emulator } from '@llmrr/testing/emulator'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())
beforeEach(() => emulator.clearFaults())

const router = () =>
  createRouter({ use: [google({ baseURL: emulator.baseURL('google'), apiKey: emulator.key('google') })] })

const weather = {
  name: 'weather',
  description: 'Current weather.',
  input: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}
const tide = { ...weather, name: 'tide', description: 'Times of high water.' }

test.each(['gemini-2.5-flash', 'gemini-3.5-flash', 'gemini-3.8-flash', 'gemini-4-argon'])(
  'keeps what %s has signed through two calls of tools',
  async (model) => {
    const llm = router()
    const ask = {
      model: `google/${model}`,
      tools: [weather, tide],
      reasoning: { effort: 'low', summary: true },
    } as const
    const question = { role: 'user', content: 'Use the tools weather and tide for Oslo.' } as const
    const first = await llm.chat({ ...ask, messages: [question] })
    expect(first.finishReason).toBe('tool-calls')
    expect(first.toolCalls.map(({ name }) => name)).toEqual(['weather', 'tide'])
    const content = first.toolCalls.map(({ id, name }) => ({ type: 'tool-result', id, name, output: '4 C' }) as const)
    const messages = [question, { role: 'assistant', content: first.parts }, { role: 'tool', content }] as const
    expect(await llm.chat({ ...ask, messages })).toMatchObject({
      finishReason: 'stop',
      text: expect.stringContaining('4 C') as string,
    })
  },
)

test('goes on with a call that another service has made', async () => {
  const call = {
    type: 'tool-call',
    id: 'toolu_1',
    name: 'weather',
    input: { city: 'Oslo' },
    state: { anthropic: { signature: 'x' } },
  } as const
  const answer = await router().chat({
    model: 'google/gemini-3.5-flash',
    tools: [weather],
    messages: [
      { role: 'user', content: 'Weather?' },
      {
        role: 'assistant',
        content: [{ type: 'reasoning', text: 'Hm', state: { anthropic: { signature: 'x' } } }, call],
      },
      { role: 'tool', content: [{ type: 'tool-result', id: 'toolu_1', name: 'weather', output: 'Seven degrees.' }] },
    ],
  })
  expect(answer.text).toContain('Seven degrees')
})

test('streams what it answers in one piece, with a cost', async () => {
  const llm = router()
  let text = ''
  for await (const event of llm.stream({ model: 'google', prompt: 'Hello there.' }))
    if (event.type === 'text-delta') text += (event as { text: string }).text
  const answer = await llm.chat({ model: 'google', prompt: 'Hello there.' })
  expect(text).toBe(answer.text)
  expect(answer.cost?.usd).toBeGreaterThan(0)
})

test('cites what a search has found, where it stands in the text', async () => {
  const answer = await router().chat({
    model: { provider: 'google', model: 'gemini-3.5-flash', options: { tools: ['googleSearch'] } },
    prompt: 'What is new?',
  })
  const part = answer.parts.find((one): one is TextPart => one.type === 'text')!
  expect(part.citations!.length).toBeGreaterThan(0)
  for (const { start, end } of part.citations!) expect(part.text.slice(start, end)).toContain('The example')
  expect(answer.parts.map(({ type }) => type)).toContain('source')
  expect(answer.usage?.searches).toBe(1)
})

test('caches a prompt, uses it, and says that it is gone', async () => {
  const llm = router()
  const caches = llm.of(google)
  const cache = await caches.createCache({
    model: 'gemini-3.5-flash',
    system: 'Know this by heart. '.repeat(400),
    ttlSeconds: 300,
  })
  expect(cache.tokens).toBeGreaterThan(1024)
  const target = { provider: 'google', model: 'gemini-3.5-flash', options: { cachedContent: cache.name } }
  expect((await llm.chat({ model: target, prompt: 'Well?' })).text).not.toBe('')
  expect((await caches.listCaches(undefined)).map(({ name }) => name)).toContain(cache.name)
  await caches.deleteCache(cache.name)
  await expect(llm.chat({ model: target, prompt: 'Well?' })).rejects.toMatchObject({ code: 'permission' })
})

test('a failure in the middle of a stream is its own error', async () => {
  emulator.inject({ service: 'google', inBandError: 2, times: 10 })
  const events = router().stream({ model: 'google', prompt: 'Hello there.' })
  await expect(
    (async () => {
      for await (const _ of events);
    })(),
  ).rejects.toMatchObject({ code: 'overloaded', status: 503 })
})

test('a wrong key is auth, though the status is 400', async () => {
  const llm = createRouter({ use: [google({ baseURL: emulator.baseURL('google'), apiKey: 'wrong' })] })
  await expect(llm.chat({ model: 'google', prompt: 'Hello' })).rejects.toMatchObject({ code: 'auth', status: 400 })
})

test('draws, speaks, embeds, films, and works a batch off', async () => {
  const llm = createRouter({
    use: [google({ baseURL: emulator.baseURL('google'), apiKey: emulator.key('google') })],
    host: { sleep: () => Promise.resolve() },
  })
  expect((await llm.image({ model: 'google', prompt: 'A goldfish', size: '1024x1024' })).images).toHaveLength(1)
  const { audio } = await llm.speech({ model: 'google', input: 'Good day.', mediaType: 'audio/wav' })
  expect(Buffer.from(audio.data as string, 'base64').toString('latin1', 0, 4)).toBe('RIFF')
  const { embeddings } = await llm.embed({ model: 'google', input: ['Oslo', 'Bergen'], dimensions: 256 })
  expect(embeddings.map(({ length }) => length)).toEqual([256, 256])
  const film = await llm.video({ model: 'google/veo-3.1-generate-preview', prompt: 'A goldfish' })
  expect(film.videos[0]!.url).toContain('download')
  const { items } = await llm.batch({
    model: 'google/gemini-2.5-flash',
    requests: [
      { id: 'a', request: { prompt: 'One' } },
      { id: 'b', request: { prompt: 'Two' } },
    ],
  })
  expect(items.map(({ id }) => id)).toEqual(['a', 'b'])
})
