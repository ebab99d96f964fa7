import { createRouter } from '@llmrr/core'
import { ok, scripted } from '@llmrr/testing/host'
import { expect, test } from 'vitest'
import { answering, own, reply, routed } from './setting.ts'
import { litellm } from '../src/index.ts'
import type { LiteLLMConfig } from '../src/index.ts'

const prompt = 'Hi'
const model = 'litellm/fast'

test('a result tells its way, its cost and its limits', async () => {
  const headers = {
    'x-litellm-call-id': 'call-1',
    'x-litellm-model-id': 'dep-1',
    'x-litellm-model-name': 'anthropic/claude-haiku-5-5',
    'x-litellm-attempted-retries': '1',
    'x-litellm-attempted-fallbacks': '2',
    'x-litellm-response-cost': '8.400000000000001e-06',
    'x-ratelimit-limit-requests': '100',
    'x-ratelimit-remaining-requests': '99',
  }
  const { llm } = routed({ body: reply, headers })
  expect(await llm.chat({ model, prompt })).toMatchObject({
    gateway: { provider: 'anthropic', target: 'dep-1', retries: 1, fallbacks: 2 },
    cost: { usd: 8.400000000000001e-6, source: 'reported' },
    requestId: 'call-1',
    limits: { requests: { limit: 100, remaining: 99 } },
  })
  const { llm: other } = routed({ body: { data: [{ embedding: [1] }] }, headers })
  expect((await other.embed({ model, input: 'Hi' })).gateway).toMatchObject({ target: 'dep-1' })
})

test('what the proxy leaves out, or says as None, is not told', async () => {
  const { llm } = routed({ body: reply, headers: { 'x-litellm-response-cost': 'None', 'x-litellm-key-spend': '0.1' } })
  const answer = await llm.chat({ model, prompt })
  expect(answer).not.toHaveProperty('gateway')
  expect(answer).not.toHaveProperty('cost')
})

test('the cost inside a usage goes before that of the headers', async () => {
  const usage = { prompt_tokens: 1, completion_tokens: 1, cost: 0.25 }
  const { llm } = routed({ body: { ...reply, usage }, headers: { 'x-litellm-response-cost': '0.5' } })
  expect((await llm.chat({ model, prompt })).cost!.usd).toBe(0.25)
})

const said = (kind: string) => ({ error: { message: `litellm.${kind}: down`, type: null, param: null, code: '503' } })

/** How often the proxy is asked when it fails like this. */
async function timesAsked(headers: Record<string, string>, config: LiteLLMConfig = {}, status = 503): Promise<number> {
  const { host, sent } = answering({ body: said('ServiceUnavailableError'), status, headers })
  const llm = createRouter({ use: [litellm({ ...own, ...config })], host })
  await expect(host.run(llm.chat({ model, prompt }))).rejects.toMatchObject({ code: 'overloaded' })
  return sent.length
}

const call = { 'x-litellm-call-id': 'call-1' }

test('what the proxy has tried, the router does not try again', async () => {
  expect(await timesAsked(call)).toBe(1)
})

test('unless retries are the router’s, or the call came to no model', async () => {
  expect(await timesAsked(call, { retries: 'router' })).toBe(4)
  expect(await timesAsked({})).toBe(4)
})

test('the router goes on to its next target all the same', async () => {
  const { host, sent } = answering({ body: said('InternalServerError'), status: 500, headers: call })
  const other = scripted('other', ok('from elsewhere', { ms: 10 }))
  const llm = createRouter({ use: [litellm(own), other.provider], host })
  const { text, attempts } = await host.run(llm.chat({ model: [model, 'other'], prompt }))
  expect([text, attempts.length, sent.length]).toEqual(['from elsewhere', 2, 1])
})

test('a key that is refused behind puts aside that model, and not the proxy', async () => {
  const { llm, sent } = routed({ body: said('AuthenticationError'), status: 401, headers: call })
  await expect(llm.chat({ model, prompt })).rejects.toMatchObject({ code: 'permission' })
  await expect(llm.chat({ model: 'litellm/slow', prompt })).rejects.toMatchObject({ code: 'permission' })
  expect(sent).toHaveLength(2)
})

test('a new key is asked for where the proxy refuses it, and not where a service behind refuses another', async () => {
  const keysAsked = async (headers: Record<string, string>, body: object) => {
    const { host } = answering({ body, status: 401, headers })
    let asked = 0
    const llm = createRouter({ use: [litellm({ ...own, apiKey: () => `sk-${asked++}` })], host })
    await llm.chat({ model, prompt }).catch(() => {})
    return asked
  }
  expect(await keysAsked(call, said('AuthenticationError'))).toBe(1)
  expect(await keysAsked({}, { error: { message: 'Authentication Error, expired', type: 'auth_error' } })).toBe(2)
})

const chunk = (delta: object, more: object = {}, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', model: 'm', choices: [{ index: 0, delta, finish_reason: finish }], ...more })}\n\n`

test('a stream that ends without its usage raises a doubt', async () => {
  const warned = async (...chunks: string[]) => {
    const { llm } = routed({
      body: [...chunks, 'data: [DONE]\n\n'].join(''),
      headers: { 'content-type': 'text/event-stream' },
    })
    return (await llm.stream({ model, prompt }).result()).warnings.map(({ field }) => field)
  }
  const usage = { usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } }
  expect(await warned(chunk({ content: 'Hel' }), chunk({}, {}, 'stop'))).toEqual(['usage'])
  expect(await warned(chunk({ content: 'Hello' }), chunk({}, {}, 'stop'), chunk({}, usage))).toEqual([])
  const { llm } = routed({ body: reply })
  expect((await llm.chat({ model, prompt })).warnings).toEqual([])
})

test('models that you tell of give calls a cost where the proxy tells none', async () => {
  const dated = { source: 'the price list', asOf: '2026-11-01' }
  const price = { prices: { input: 2, output: 8 }, ...dated }
  const models = [{ id: 'fast', capabilities: ['chat'], price, ...dated }] as const
  const body = { ...reply, usage: { prompt_tokens: 1_000_000, completion_tokens: 0 } }
  const costOf = async (headers: Record<string, string>) =>
    (await routed({ body, headers }, { ...own, models }).llm.chat({ model, prompt })).cost
  expect(await costOf({})).toEqual({ usd: 2, source: 'catalogue', asOf: '2026-11-01' })
  expect(await costOf({ 'x-litellm-cache-key': 'k' })).toEqual({ usd: 0, source: 'reported' })
})
