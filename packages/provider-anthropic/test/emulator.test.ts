import { createRouter, target } from '@llmrr/core'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { anthropic } from '../src/index.ts'
import type { Emulator } from '@llmrr/testing/emulator'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())
beforeEach(() => emulator.clearFaults())

const router = () =>
  createRouter({
    use: [anthropic({ baseURL: emulator.baseURL('anthropic'), apiKey: emulator.key('anthropic') })],
  })

const tools = [
  {
    name: 'weather',
    description: 'Current weather.',
    input: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
]

test.each(['claude-haiku-4-5', 'claude-sonnet-4-6', 'claude-opus-5-5', 'claude-haiku-5-5'])(
  'keeps the signed thinking of %s through a call of a tool',
  async (model) => {
    const llm = router()
    const ask = { model: `anthropic/${model}`, tools, reasoning: 'low', maxOutputTokens: 8000 } as const
    const question = { role: 'user', content: 'Use the tool weather for Oslo.' } as const
    const first = await llm.chat({ ...ask, messages: [question] })
    expect(first.finishReason).toBe('tool-calls')
    expect(first.parts[0]).toMatchObject({
      type: 'reasoning',
      state: { anthropic: { signature: expect.any(String) as string } },
    })
    const results = first.toolCalls.map(({ id, name }) => ({ type: 'tool-result', id, name, output: '4 C' }) as const)
    const second = await llm.chat({
      ...ask,
      messages: [question, { role: 'assistant', content: first.parts }, { role: 'tool', content: results }],
    })
    expect(second).toMatchObject({ finishReason: 'stop', text: expect.stringContaining('4 C') as string })
  },
)

test('streams what it answers in one piece', async () => {
  const llm = router()
  let text = ''
  for await (const event of llm.stream({ model: 'anthropic', prompt: 'Hello there.' })) {
    if (event.type === 'text-delta') text += (event as { text: string }).text
  }
  const answer = await llm.chat({ model: 'anthropic', prompt: 'Hello there.' })
  expect(text).toBe(answer.text)
  expect(answer.cost?.usd).toBeGreaterThan(0)
})

test('writes to the cache for an hour and reads from it', async () => {
  const llm = router()
  const system = [{ type: 'text', text: 'Know this. '.repeat(2000), cache: { ttlSeconds: 3600 } }] as const
  const { usage: cold } = await llm.chat({ model: 'anthropic', system, prompt: 'One?' })
  const { usage: warm } = await llm.chat({ model: 'anthropic', system, prompt: 'Two?' })
  expect(cold!.cacheWriteLong).toBeGreaterThan(1000)
  expect(warm!.cacheRead).toBe(cold!.cacheWriteLong)
})

test('answers in a schema, cites documents and searches the web', async () => {
  const llm = router()
  const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
  const { output } = await llm.chat({ model: 'anthropic', prompt: 'Where?', output: schema })
  expect(output).toMatchObject({ city: expect.any(String) as string })
  const document = {
    type: 'media',
    mediaType: 'text/plain',
    data: btoa('Ruby was made in 1993.'),
    citations: true,
  } as const
  const cited = await llm.chat({ model: 'anthropic', prompt: [document, { type: 'text', text: 'When?' }] })
  expect(cited.parts.flatMap((part) => (part.type === 'text' && part.citations) || [])).toMatchObject([{ document: 0 }])
  const found = await llm.chat({
    model: target(anthropic, 'claude-sonnet-5-5', { tools: ['web_search'] }),
    prompt: 'News?',
  })
  expect(found.parts.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['tool-call', 'tool-result', 'source']) as never,
  )
  expect(found.toolCalls).toEqual([])
})

test('goes on from its own answer with everything that was in it', async () => {
  const llm = router()
  const model = target(anthropic, 'claude-sonnet-5-5', { tools: ['web_search'] })
  const first = await llm.chat({ model, prompt: 'News?', reasoning: 'low' })
  const messages = [
    { role: 'user', content: 'News?' },
    { role: 'assistant', content: first.parts },
  ] as const
  expect((await llm.chat({ model, messages, prompt: 'More?', reasoning: 'low' })).finishReason).toBe('stop')
})

test('counts tokens, lists models, keeps files and runs batches', async () => {
  const llm = router()
  expect((await llm.countTokens({ model: 'anthropic', prompt: 'Hello' })).inputTokens).toBeGreaterThan(0)
  expect((await llm.models({ provider: 'anthropic', live: true })).length).toBeGreaterThan(3)
  const { file } = await llm.files.put({
    provider: 'anthropic',
    data: 'Words.',
    name: 'a.txt',
    mediaType: 'text/plain',
  })
  const read = { type: 'media', mediaType: 'text/plain', file } as const
  expect((await llm.chat({ model: 'anthropic', prompt: [read, { type: 'text', text: 'Read.' }] })).finishReason).toBe(
    'stop',
  )
  const job = await llm.batch.submit({ model: 'anthropic', requests: [{ id: 'a', request: { prompt: 'One?' } }] })
  await llm.batch.poll(job)
  expect(await llm.batch.poll(job)).toMatchObject({
    state: 'done',
    result: { items: [{ id: 'a', result: { finishReason: 'stop' } }] },
  })
})

test('is refused with a wrong key, and says so without it', async () => {
  const llm = createRouter({ use: [anthropic({ baseURL: emulator.baseURL('anthropic'), apiKey: 'sk-ant-wrong-key' })] })
  const failed = llm.chat({ model: 'anthropic', prompt: 'Hello' })
  await expect(failed).rejects.toMatchObject({ code: 'auth', status: 401 })
  await expect(failed).rejects.not.toThrow(/sk-ant-wrong-key/)
})
