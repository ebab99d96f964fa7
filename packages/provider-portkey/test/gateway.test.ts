import { createRouter } from '@llmrr/core'
import { expect, test } from 'vitest'
import { answering, own, reply, routed } from './setting.ts'
import { portkey } from '../src/index.ts'
import { ok, scripted } from '@llmrr/testing/host'
import type { PortkeyConfig } from '../src/index.ts'

const prompt = 'Hi'
const way = {
  'x-portkey-provider': 'openai',
  'x-portkey-last-used-option-index': 'config.targets[1]',
  'x-portkey-retry-attempt-count': '2',
  'x-portkey-cache-status': 'HIT',
  'x-portkey-trace-id': 't1',
  'x-request-id': 'req_1',
}
const told = { provider: 'openai', target: 'config.targets[1]', retries: 2, cache: 'HIT', traceId: 't1' }

test('a result tells its way through the gateway', async () => {
  const { llm } = routed({ body: reply, headers: way })
  const { gateway, requestId } = await llm.chat({ model: 'portkey', prompt })
  expect(gateway).toEqual(told)
  expect(requestId).toBe('req_1')
  const { llm: other } = routed({ body: { data: [{ embedding: [1] }] }, headers: way })
  expect((await other.embed({ model: 'portkey/m', input: 'Hi' })).gateway).toEqual(told)
})

test('what the gateway leaves empty is not told', async () => {
  const headers = {
    'x-portkey-trace-id': '',
    'x-portkey-retry-attempt-count': '0',
    'x-portkey-cache-status': 'DISABLED',
  }
  const { llm } = routed({ body: reply, headers })
  expect((await llm.chat({ model: 'portkey', prompt })).gateway).toEqual({ retries: 0, cache: 'DISABLED' })
  expect(await routed({ body: reply }).llm.chat({ model: 'portkey', prompt })).not.toHaveProperty('gateway')
})

const failure = {
  error: { message: 'openai error: down', type: 'server_error', param: null, code: null },
  provider: 'openai',
}

/** How often the gateway is asked when it fails like this. */
async function timesAsked(headers: Record<string, string>, config: PortkeyConfig = {}, options = {}): Promise<number> {
  const { host, sent } = answering({ body: failure, status: 503, headers })
  const llm = createRouter({ use: [portkey({ ...own, ...config })], host })
  const model = { provider: 'portkey', model: 'm', options }
  const error = await host.run(llm.chat({ model, prompt })).catch((error: unknown) => error)
  expect(error).toMatchObject({ code: 'server' })
  return sent.length
}

const index = (place: string, retries = '0') => ({
  'x-portkey-last-used-option-index': place,
  'x-portkey-retry-attempt-count': retries,
})

test('an error that the gateway has not tried to mend is tried again', async () => {
  expect(await timesAsked(index('config'))).toBe(4)
})

test('an error after the gateway’s own retries is not', async () => {
  expect(await timesAsked(index('config', '-1'))).toBe(1)
  expect(await timesAsked(index('config', '2'))).toBe(1)
})

test('an error at the end of a fallback of the gateway’s is not', async () => {
  const targets = [{ provider: 'openai' }, { provider: 'groq' }]
  const chain = { strategy: { mode: 'fallback' }, targets } as const
  expect(await timesAsked(index('config.targets[1]'), { config: chain })).toBe(1)
  expect(await timesAsked(index('config.targets[0].targets[1]'), { config: { targets: [chain] } })).toBe(1)
  // It stopped at the first: its status was none to go on after.
  expect(await timesAsked(index('config.targets[0]'), { config: chain })).toBe(4)
  expect(await timesAsked(index('config.targets[1]'), { configs: { chain } }, { config: 'chain' })).toBe(1)
})

test('a load balance of the gateway’s is tried again: it may choose another', async () => {
  const config = { strategy: { mode: 'loadbalance' }, targets: [{ provider: 'openai' }, { provider: 'groq' }] } as const
  expect(await timesAsked(index('config.targets[1]'), { config })).toBe(4)
})

test('of a config that is kept at Portkey only the place is known', async () => {
  expect(await timesAsked(index('config.targets[1]'), { config: 'pc-1' })).toBe(1)
  expect(await timesAsked(index('config.targets[0]'), { config: 'pc-1' })).toBe(4)
})

test('the router goes on to its next target all the same', async () => {
  const { host, sent } = answering({ body: failure, status: 503, headers: index('config', '-1') })
  const other = scripted('other', ok('from elsewhere', { ms: 10 }))
  const llm = createRouter({ use: [portkey(own), other.provider], host })
  const { text, attempts } = await host.run(llm.chat({ model: ['portkey/m', 'other'], prompt }))
  expect([text, attempts.length, sent.length]).toEqual(['from elsewhere', 2, 1])
})

test('what the gateway says of its own headers is wrong for this target only', async () => {
  const { llm } = routed({ body: { status: 'failure', message: 'Invalid provider passed' }, status: 400 })
  await expect(llm.chat({ model: 'portkey', prompt })).rejects.toMatchObject({
    code: 'invalid-request',
    retry: 'other',
    detail: 'Invalid provider passed',
  })
})

test('keys that stand in a config are repeated by no error', async () => {
  const secret = 'very-secret-0123'
  const config = { targets: [{ provider: 'openai', apiKey: secret }] }
  const { llm } = routed(
    { body: { error: { message: `openai error: ${secret} is wrong` } }, status: 401 },
    { ...own, config },
  )
  const error = await llm.chat({ model: 'portkey', prompt }).catch((error: unknown) => error)
  expect(error).toMatchObject({ code: 'auth', detail: 'openai error: [credential] is wrong' })
})

test('models that you tell of give calls a cost', async () => {
  const dated = { source: 'the price list', asOf: '2026-11-01' }
  const price = { prices: { input: 2, output: 8 }, ...dated }
  const models = [{ id: 'm', capabilities: ['chat'], price, ...dated }] as const
  const usage = { prompt_tokens: 1_000_000, completion_tokens: 0 }
  const { llm } = routed({ body: { ...reply, usage } }, { ...own, models })
  expect((await llm.chat({ model: 'portkey/m', prompt })).cost).toEqual({
    usd: 2,
    source: 'catalogue',
    asOf: '2026-11-01',
  })
})
