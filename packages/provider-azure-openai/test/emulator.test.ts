import { createRouter, fallback, target } from '@llmrr/core'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { azureOpenAI } from '../src/index.ts'
import type { Emulator } from '@llmrr/testing/emulator'
import type { AzureOpenAIOptions } from '../src/index.ts'

const slug = 'azure-openai'
let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})
// A router of its own for each test: it remembers failures.
const router = () => {
  const azure = azureOpenAI({ baseURL: emulator.baseURL(slug), apiKey: emulator.key(slug) })
  return createRouter({ use: [azure], policies: [fallback()], host: { sleep: () => Promise.resolve() } })
}
let llm: ReturnType<typeof router>
beforeEach(() => {
  emulator.clearFaults()
  llm = router()
})
afterAll(() => emulator.close())

const weather = {
  name: 'weather',
  description: 'Current weather.',
  input: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}
const question = { role: 'user', content: 'Use the tool weather for Oslo.' } as const
const classic: AzureOpenAIOptions = { apiVersion: '2024-10-21' }

test.each<[string, string, AzureOpenAIOptions]>([
  ['Responses', 'gpt-5.4-mini', {}],
  ['Chat Completions', 'gpt-4.1-mini', { api: 'chat' }],
  ['a deployment on an older address', 'gpt-4.1-mini', classic],
  ['a stranger', 'prod-chat', {}],
  ['the models of Foundry', 'grok-4', { surface: 'models' }],
  ['Claude', 'claude-haiku-4-5', {}],
])('%s: a tool is called, and its result is read', async (_, model, options) => {
  const ask = { model: target(azureOpenAI, model, options), tools: [weather] }
  const first = await llm.chat({ ...ask, messages: [question] })
  expect(first.finishReason).toBe('tool-calls')
  expect(first.usage!.input).toBeGreaterThan(0)
  const results = first.toolCalls.map(({ id, name }) => ({ type: 'tool-result', id, name, output: '4 C' }) as const)
  const messages = [question, { role: 'assistant', content: first.parts }, { role: 'tool', content: results }] as const
  const second = await llm.chat({ ...ask, messages })
  expect(second).toMatchObject({ finishReason: 'stop', text: expect.stringContaining('4 C') as string })
  let text = ''
  for await (const event of llm.stream({ ...ask, messages }))
    if (event.type === 'text-delta') text += (event as { text: string }).text
  expect(text).toBe(second.text)
})

test('sealed reasoning goes back to the deployment that it came from', async () => {
  const ask = { model: 'azure-openai/gpt-5.4', tools: [weather], reasoning: 'low' } as const
  const first = await llm.chat({ ...ask, messages: [question] })
  expect(first.parts[0]).toMatchObject({ type: 'reasoning', state: { [slug]: expect.anything() as unknown } })
  const results = first.toolCalls.map(({ id, name }) => ({ type: 'tool-result', id, name, output: '4 C' }) as const)
  await llm.chat({
    ...ask,
    messages: [question, { role: 'assistant', content: first.parts }, { role: 'tool', content: results }],
  })
  const { input } = emulator.requests.at(-1)!.body as { input: { type?: string; encrypted_content?: string }[] }
  expect(input.find(({ type }) => type === 'reasoning')!.encrypted_content).toBeTruthy()
})

test('answers to a schema, and what it costs is known', async () => {
  const schema = {
    type: 'object',
    properties: { age: { type: 'integer' } },
    required: ['age'],
    additionalProperties: false,
  }
  const { output, cost } = await llm.chat({ model: 'azure-openai/gpt-5.4', prompt: 'Age?', output: { schema } })
  expect(output).toEqual({ age: expect.any(Number) as number })
  expect(cost!.usd).toBeGreaterThan(0)
})

test.each([
  [
    { status: 429, retryAfterMs: 1500 },
    { code: 'rate-limit', retryAfterMs: 1500 },
  ],
  [{ status: 429, code: 'NoCapacity' }, { code: 'overloaded' }],
  [
    { status: 400, code: 'content_filter' },
    { code: 'content-filter', field: 'prompt' },
  ],
  [{ status: 404 }, { code: 'not-found', rawCode: 'DeploymentNotFound' }],
  [{ status: 422 }, { code: 'invalid-request', field: 'tool_choice' }],
  [{ status: 403 }, { code: 'permission' }],
  [{ cutAfter: 2 }, { code: 'network' }],
  [{ inBandError: 2 }, { code: 'server' }],
])('%o is told as what it is', async (fault, expected) => {
  emulator.inject({ ...fault, times: Infinity })
  const model = target(azureOpenAI, 'gpt-4.1-mini', { ...classic })
  await expect(llm.stream({ model, prompt: 'Hi' }).result()).rejects.toMatchObject(expected)
})

test('a batch on an older address runs at its deployment', async () => {
  const requests = [{ id: 'one', request: { prompt: 'Say one.' } }]
  const { items } = await llm.batch({ model: target(azureOpenAI, 'gpt-4.1-mini', classic), requests })
  expect(items).toMatchObject([{ id: 'one', result: { finishReason: 'stop' } }])
})

test('a kept answer is looked after and forgotten', async () => {
  const model = target(azureOpenAI, 'gpt-5.4', { store: true })
  const { id, text } = await llm.chat({ model, prompt: 'Hello there.' })
  const azure = llm.of(azureOpenAI)
  expect((await azure.response({ id: id! })).answer!.text).toBe(text)
  await azure.deleteResponse({ id: id! })
  await expect(azure.response({ id: id! })).rejects.toMatchObject({ code: 'not-found' })
})
