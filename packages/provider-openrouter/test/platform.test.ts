import { createRouter, target } from '@llmrr/core'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openrouter } from '../src/index.ts'
import type { Emulator } from '@llmrr/testing/emulator'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())

const router = (sleep: (ms: number) => void = () => {}) =>
  createRouter({
    use: [openrouter({ apiKey: emulator.key('openrouter'), baseURL: emulator.baseURL('openrouter') })],
    host: { sleep: async (ms) => sleep(ms) },
  })

test('an answer is looked up by its id as soon as it is known', async () => {
  const waits: number[] = []
  const llm = router((ms) => void waits.push(ms))
  const { id, cost, model } = await llm.chat({ model: 'openrouter/openai/gpt-5.4-mini', prompt: 'Hello' })
  const found = await llm.of(openrouter).generation({ id: id! })
  expect(found).toMatchObject({ id, model, total_cost: cost!.usd, provider_name: 'openai' })
  expect(waits).toEqual([500])
  expect((await llm.of(openrouter).generationContent({ id: id! })).input.messages).toHaveLength(1)
  await llm.of(openrouter).feedback({ id: id!, category: 'latency', comment: 'Slow.' })
})

test('an answer that is not known is waited for, or not', async () => {
  const waits: number[] = []
  const own = router((ms) => void waits.push(ms)).of(openrouter)
  await expect(own.generation({ id: 'gen-none', wait: false })).rejects.toMatchObject({ code: 'not-found' })
  expect(waits).toEqual([])
  await expect(own.generation({ id: 'gen-none' })).rejects.toMatchObject({ code: 'not-found' })
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(10_500)
})

test('keys are made, changed and ended', async () => {
  const own = router().of(openrouter)
  const { hash, key } = await own.createKey({ name: 'Mine', limit: 5, limitReset: 'monthly' })
  expect(key).toMatch(/^sk-or-v1-/)
  expect(emulator.requests.at(-1)!.body).toEqual({ name: 'Mine', limit: 5, limit_reset: 'monthly' })
  expect(await own.updateKey({ hash, disabled: true })).toMatchObject({ name: 'Mine', disabled: true })
  expect((await own.keys({})).map((one) => one.hash)).toEqual([hash])
  await own.deleteKey({ hash })
  expect(await own.keys({})).toEqual([])
  await expect(own.deleteKey({ hash })).rejects.toMatchObject({ code: 'not-found' })
})

test('tells of the key, the account, hosts and models', async () => {
  const own = router().of(openrouter)
  expect((await own.key({})).limit_remaining).toBe(9.5)
  expect(await own.credits({})).toEqual({ total_credits: 20, total_usage: 0.5 })
  expect((await own.activity({ date: '2026-11-01' }))[0]!.date).toBe('2026-11-01')
  expect((await own.endpoints({ model: 'deepseek/deepseek-v4-flash' }))[0]!.tag).toBe('acme/fp8')
  expect((await own.endpointsWithoutRetention({}))[0]!.provider_name).toBe('Acme')
  expect((await own.providers({}))[0]!.slug).toBe('acme')
  expect(await own.keyForCode({ code: 'c', verifier: 'v', method: 'S256' })).toBe('sk-or-v1-of-a-user')
  await expect(own.keyForCode({ code: 'expired' })).rejects.toMatchObject({ code: 'permission' })
})

test('the next model answers where the first is not there, and a host that was asked for', async () => {
  const answer = await router().chat({
    model: target(openrouter, 'acme/does-not-exist', {
      models: ['anthropic/claude-haiku-4.5'],
      provider: { order: ['amazon-bedrock'] },
    }),
    prompt: 'Hello',
  })
  expect(answer).toMatchObject({ model: 'anthropic/claude-haiku-4.5', gateway: { provider: 'amazon-bedrock' } })
})

test('signed reasoning goes back with the results of tools, and a changed one is refused', async () => {
  const llm = router()
  const model = 'openrouter/anthropic/claude-haiku-4.5'
  const tools = [{ name: 'get_weather', input: { type: 'object', properties: { city: { type: 'string' } } } }]
  const ask = { role: 'user' as const, content: 'Call get_weather.' }
  const first = await llm.stream({ model, messages: [ask], tools, reasoning: 'low' }).result()
  expect(first.parts[0]).toMatchObject({
    type: 'reasoning',
    state: { openrouter: { details: [{ signature: expect.stringMatching(/^sig_/) }] } },
  })
  const [call] = first.toolCalls
  const results = {
    role: 'tool' as const,
    content: [{ type: 'tool-result' as const, id: call!.id, name: call!.name, output: 'sunny' }],
  }
  const turn = (parts: typeof first.parts) => [ask, { role: 'assistant' as const, content: parts }, results]
  expect((await llm.chat({ model, messages: turn(first.parts), tools })).text).toContain('sunny')
  const changed = JSON.parse(JSON.stringify(first.parts).replace('sig_', 'sig_x')) as typeof first.parts
  await expect(llm.chat({ model, messages: turn(changed), tools })).rejects.toMatchObject({ code: 'invalid-request' })
})

test('a search of the web is counted, and its pages cited', async () => {
  const model = target(openrouter, 'deepseek/deepseek-v4-flash', { tools: ['web_search'] })
  const { parts, usage } = await router().chat({ model, prompt: 'What is new in Oslo?' })
  expect(usage?.searches).toBe(1)
  expect(parts.some((part) => part.type === 'text' && part.citations?.length)).toBe(true)
})

test('a film is made, and its bytes are read', async () => {
  const llm = router()
  const { cost, videos, id } = await llm.video({ model: 'openrouter/google/veo-3.1', prompt: 'A heron' })
  expect(cost).toEqual({ usd: 0.5, source: 'reported' })
  expect(videos[0]!.url).toContain('/content?index=0')
  expect((await llm.of(openrouter).videoContent({ id: id!, index: 0 })).length).toBeGreaterThan(0)
})

test('the Responses API answers as well, and tells its cost', async () => {
  const model = target(openrouter, 'openai/gpt-5.4-mini', { api: 'responses' })
  const { text, cost } = await router().chat({ model, prompt: 'Hello' })
  expect(emulator.requests.at(-1)!.path).toBe('/api/v1/responses')
  expect(text).toContain('Hello')
  expect(cost?.source).toBe('reported')
})
