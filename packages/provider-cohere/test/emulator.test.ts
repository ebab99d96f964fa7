import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createRouter, target } from '@llmrr/core'
import { startEmulator } from '@llmrr/testing/emulator'
import { cohere } from '../src/index.ts'
import type { Message } from '@llmrr/core'
import type { Emulator } from '@llmrr/testing/emulator'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})
beforeEach(() => emulator.clearFaults())
afterAll(() => emulator.close())

const router = () =>
  createRouter({ use: [cohere({ baseURL: emulator.baseURL('cohere'), apiKey: emulator.key('cohere') })] })
const weather = {
  name: 'get_weather',
  input: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}

test('a conversation with a plan, a tool and an answer is taken back by the service, and priced', async () => {
  const llm = router()
  const question: Message = { role: 'user', content: 'Use get_weather.' }
  const first = await llm.chat({ model: 'cohere/command-a-03-2025', messages: [question], tools: [weather] })
  expect(first).toMatchObject({ finishReason: 'tool-calls', cost: { source: 'catalogue' } })
  const { input = 0, output = 0 } = first.usage!
  expect(first.cost!.usd).toBeCloseTo((input * 2.5 + output * 10) / 1e6, 9)
  const results = first.toolCalls.map(({ id, name }) => ({ type: 'tool-result' as const, id, name, output: { c: 4 } }))
  const second = await llm.chat({
    model: 'cohere/command-a-03-2025',
    messages: [question, { role: 'assistant', content: first.parts }, { role: 'tool', content: results }],
    tools: [weather],
  })
  expect(second.text).toContain('{"c":4}')
  expect(emulator.requests.at(-1)?.body).toMatchObject({ messages: [{}, { tool_plan: 'I will use get_weather.' }, {}] })
})

test('what it thought goes back to a reasoning model, and is left out for one that does not think', async () => {
  const llm = router()
  const first = await llm.chat({ model: 'cohere/command-a-reasoning-08-2025', prompt: 'Hello' })
  expect(first.usage?.reasoning).toBeGreaterThan(0)
  const messages: Message[] = [
    { role: 'user', content: 'Hello' },
    { role: 'assistant', content: first.parts },
    { role: 'user', content: 'And?' },
  ]
  for (const model of ['command-a-reasoning-08-2025', 'command-r7b-12-2024'])
    expect((await llm.chat({ model: `cohere/${model}`, messages })).finishReason).toBe('stop')
})

test('citations stand at their words', async () => {
  const model = target(cohere, 'command-a-03-2025', {
    documents: [{ id: 'pond', data: { text: 'Fish 🐟 swim. So.' } }],
  })
  const { parts } = await router().chat({ model, prompt: 'What do fish do?' })
  const [part] = parts
  if (part?.type !== 'text') throw new Error('There is no text.')
  const [cited] = part.citations!
  expect(cited).toMatchObject({ sourceId: 'pond' })
  expect(part.text.slice(cited!.start, cited!.end)).toBe('Fish 🐟 swim.')
})

test('an answer that fails in the middle of a stream is an error', async () => {
  emulator.inject({ service: 'cohere', inBandError: 4, times: Infinity })
  const read = async () => {
    for await (const _ of router().stream({ model: 'cohere/command-a-03-2025', prompt: 'Hello' }));
  }
  await expect(read()).rejects.toMatchObject({ code: 'bad-response', rawCode: 'INVALID_TOOL_GENERATION' })
})

test('a trial month that is used up is a quota', async () => {
  emulator.inject({ service: 'cohere', status: 429, code: 'monthly', times: Infinity })
  const asked = router().chat({ model: 'cohere/command-a-03-2025', prompt: 'Hello' })
  await expect(asked).rejects.toMatchObject({ code: 'quota', retry: 'other' })
})

test('the default models embed, rank, count and write down', async () => {
  const llm = router()
  const { embeddings, cost } = await llm.embed({ model: 'cohere', input: ['a', 'b'], dimensions: 256 })
  expect([embeddings.length, embeddings[0]?.length, cost?.source]).toEqual([2, 256, 'catalogue'])
  const ranked = await llm.rerank({ model: 'cohere', query: 'ruby', documents: ['Paris', { title: 'ruby' }] })
  expect([ranked.ranking[0]?.index, ranked.cost?.usd]).toEqual([1, 0.0025])
  expect((await llm.countTokens({ model: 'cohere', prompt: 'Hello, world!' })).inputTokens).toBe(2)
  const audio = { type: 'media' as const, mediaType: 'audio/wav', data: 'UklGRg==' }
  const said = await llm.transcribe({ model: 'cohere', audio })
  expect(said.text).toContain('audio.wav')
  expect(said.warnings.map(({ field }) => field)).toEqual(['language'])
})

test('tokens are put together again, and the key is checked', async () => {
  const extras = router().of(cohere)
  const { tokens } = await extras.tokenize({ text: 'A fish.', model: 'command-a-03-2025' })
  expect(await extras.detokenize({ tokens, model: 'command-a-03-2025' })).toBe('A fish.')
  expect(await extras.checkKey()).toEqual({ valid: true, organizationId: 'org-emulated', ownerId: 'owner-emulated' })
})
