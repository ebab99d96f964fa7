import { createRouter } from '@llmrr/core'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { vertex } from '../src/index.ts'
import type { Emulator } from '@llmrr/testing/emulator'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())
beforeEach(() => emulator.clearFaults())

const router = (token = emulator.key('vertex')) =>
  createRouter({
    use: [
      vertex({
        project: 'p1',
        location: 'global',
        baseURL: emulator.baseURL('vertex'),
        auth: () => ({ authorization: `Bearer ${token}` }),
      }),
    ],
    host: { sleep: () => Promise.resolve() },
  })

const weather = {
  name: 'weather',
  description: 'Current weather.',
  input: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}

test.each(['gemini-3.5-flash', 'gemini-3.1-pro-preview', 'claude-haiku-4-5@20251001', 'claude-opus-4-8@default'])(
  'keeps the state of %s through a call of a tool',
  async (model) => {
    const llm = router()
    const ask = { model: `vertex/${model}`, tools: [weather], reasoning: 'low', maxOutputTokens: 8000 } as const
    const question = { role: 'user', content: 'Use the tool weather for Oslo.' } as const
    const first = await llm.chat({ ...ask, messages: [question] })
    expect(first.finishReason).toBe('tool-calls')
    const content = first.toolCalls.map(({ id, name }) => ({ type: 'tool-result', id, name, output: '4 C' }) as const)
    const messages = [question, { role: 'assistant', content: first.parts }, { role: 'tool', content }] as const
    expect(await llm.chat({ ...ask, messages })).toMatchObject({
      finishReason: 'stop',
      text: expect.stringContaining('4 C') as string,
    })
  },
)

test('streams what it answers in one piece', async () => {
  const llm = router()
  for (const model of ['vertex/gemini-3.5-flash', 'vertex/claude-haiku-4-5@20251001']) {
    let text = ''
    for await (const event of llm.stream({ model, prompt: 'Hello there.' }))
      if (event.type === 'text-delta') text += (event as { text: string }).text
    expect(text).toBe((await llm.chat({ model, prompt: 'Hello there.' })).text)
  }
})

test('counts tokens of both, embeds both ways, draws, films, tunes and lists', async () => {
  const llm = router()
  for (const model of ['vertex/gemini-3.5-flash', 'vertex/claude-haiku-4-5@20251001'])
    expect((await llm.countTokens({ model, prompt: 'Hello' })).inputTokens).toBeGreaterThan(0)
  for (const model of ['vertex/gemini-embedding-2', 'vertex/gemini-embedding-001', 'vertex/text-embedding-005']) {
    const { embeddings } = await llm.embed({ model, input: ['a', 'b'], dimensions: 128 })
    expect(embeddings.map(({ length }) => length)).toEqual([128, 128])
  }
  expect((await llm.image({ model: 'vertex', prompt: 'A goldfish' })).images).toHaveLength(1)
  expect((await llm.video({ model: 'vertex/veo-3.1-generate-preview', prompt: 'A goldfish' })).videos).toHaveLength(1)
  const tuned = await llm.tune({
    model: 'vertex/gemini-2.5-flash',
    trainingFile: { provider: 'vertex', id: 'gs://b/t.jsonl' },
  })
  expect((await llm.chat({ model: `vertex/${tuned.model}`, prompt: 'Hello' })).text).not.toBe('')
  const models = await llm.models({ provider: 'vertex', live: true })
  expect(models.map(({ id }) => id)).toEqual(expect.arrayContaining(['claude-haiku-4-5@20251001']))
})

test('caches a prompt of the project', async () => {
  const llm = router()
  const caches = llm.of(vertex)
  const cache = await caches.createCache({ model: 'gemini-3.5-flash', system: 'Know this by heart. '.repeat(400) })
  expect(cache).toMatchObject({
    name: expect.stringMatching(/^projects\/p1\/locations\/global\/cachedContents\//) as string,
    model: 'projects/p1/locations/global/publishers/google/models/gemini-3.5-flash',
  })
  const target = { provider: 'vertex', model: 'gemini-3.5-flash', options: { cachedContent: cache.name } }
  expect((await llm.chat({ model: target, prompt: 'Well?' })).text).not.toBe('')
  await caches.deleteCache(cache.name)
  await expect(caches.getCache(cache.name)).rejects.toMatchObject({ code: 'permission' })
})

test('a wrong token is auth', async () => {
  await expect(router('wrong').chat({ model: 'vertex', prompt: 'Hello' })).rejects.toMatchObject({
    code: 'auth',
    status: 401,
  })
})

test('answers with a key alone in express mode', async () => {
  const provider = vertex({ apiKey: emulator.key('vertex'), baseURL: emulator.baseURL('vertex') })
  const answer = await createRouter({ use: [provider] }).chat({ model: 'vertex', prompt: 'Hello' })
  expect(answer.text).not.toBe('')
})
