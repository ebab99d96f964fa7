import { expect, test } from 'vitest'
import { litellm } from '../src/index.ts'
import { own, routed } from './setting.ts'

/** The extras of a provider whose proxy answers this, and what it was asked. */
function answered(body: unknown, status = 200) {
  const { llm, sent } = routed({ body, status })
  return {
    extras: llm.of(litellm),
    last: () => {
      const { method, url, body } = sent.at(-1)!
      return [method, url.slice(own.baseURL.length), body]
    },
  }
}

test('a key is made in the proxy’s words', async () => {
  const { extras, last } = answered({
    key: 'sk-1',
    token: 'hash',
    key_alias: 'team',
    expires: '2026-12-24T00:00:00Z',
    spend: 0,
    max_budget: 5,
  })
  const key = await extras.createKey({
    models: ['fast'],
    aliases: { best: 'fast' },
    duration: '30d',
    maxBudget: 5,
    budgetDuration: '7d',
    requestsPerMinute: 10,
    tokensPerMinute: 1000,
    maxParallelRequests: 2,
    alias: 'team',
    teamId: 't1',
    userId: 'u1',
    tags: ['a'],
    guardrails: ['words'],
    metadata: { plan: 'paid' },
  })
  expect(key).toEqual({ key: 'sk-1', alias: 'team', expires: '2026-12-24T00:00:00Z', spend: 0, maxBudget: 5 })
  expect(last()).toEqual([
    'POST',
    '/key/generate',
    {
      models: ['fast'],
      aliases: { best: 'fast' },
      duration: '30d',
      max_budget: 5,
      budget_duration: '7d',
      rpm_limit: 10,
      tpm_limit: 1000,
      max_parallel_requests: 2,
      key_alias: 'team',
      team_id: 't1',
      user_id: 'u1',
      tags: ['a'],
      guardrails: ['words'],
      metadata: { plan: 'paid' },
    },
  ])
})

test('a key is looked at, changed, stopped and deleted', async () => {
  const { extras, last } = answered({ key: 'hash', info: { key_alias: null, spend: 0.25, max_budget: null } })
  expect(await extras.key({})).toEqual({ key: 'hash', spend: 0.25 })
  expect(last()).toEqual(['GET', '/key/info', undefined])
  await extras.key({ key: 'sk-1' })
  expect(last()).toEqual(['GET', '/key/info?key=sk-1', undefined])
  await extras.updateKey({ key: 'sk-1', maxBudget: 0 })
  expect(last()).toEqual(['POST', '/key/update', { key: 'sk-1', max_budget: 0 }])
  await extras.blockKey({ key: 'sk-1', blocked: true })
  expect(last()).toEqual(['POST', '/key/block', { key: 'sk-1' }])
  await extras.blockKey({ key: 'sk-1', blocked: false })
  expect(last()).toEqual(['POST', '/key/unblock', { key: 'sk-1' }])
  await extras.deleteKeys({ keys: ['sk-1'] })
  expect(last()).toEqual(['POST', '/key/delete', { keys: ['sk-1'] }])
})

test('health is asked of the proxy, or of the models behind', async () => {
  const { extras, last } = answered({ status: 'healthy', healthy_endpoints: [{ model: 'a' }], unhealthy_count: 0 })
  expect(await extras.readiness()).toMatchObject({ status: 'healthy' })
  expect(last()).toEqual(['GET', '/health/readiness', undefined])
  expect(await extras.health({})).toEqual({ healthy: [{ model: 'a' }], unhealthy: [] })
  expect(last()).toEqual(['GET', '/health', undefined])
  await extras.health({ model: 'fast' })
  expect(last()).toEqual(['GET', '/health?model=fast', undefined])
})

test('spend, deployments, guardrails, and what is kept', async () => {
  const { extras, last } = answered([{ spend: 1 }])
  expect(await extras.spendLogs({ key: 'sk-1', startDate: '2026-11-01', endDate: '2026-11-02' })).toEqual([
    { spend: 1 },
  ])
  expect(last()).toEqual(['GET', '/spend/logs?api_key=sk-1&start_date=2026-11-01&end_date=2026-11-02', undefined])
  const { extras: others, last: then } = answered({ data: [{ model_name: 'fast' }], guardrails: [] })
  expect(await others.modelInfo()).toEqual([{ model_name: 'fast' }])
  expect(then()).toEqual(['GET', '/v1/model/info', undefined])
  expect(await others.guardrails()).toMatchObject({ guardrails: [] })
  expect(then()).toEqual(['GET', '/guardrails/list', undefined])
  await others.deleteCached({ keys: ['k'] })
  expect(then()).toEqual(['POST', '/cache/delete', { keys: ['k'] }])
})

test('a proxy without a database says what it lacks', async () => {
  const message = 'Internal Server Error, Connect Proxy to database to generate keys'
  const { extras } = answered({ error: { message, type: 'internal_server_error', param: 'None', code: '500' } }, 500)
  await expect(extras.createKey({})).rejects.toMatchObject({ code: 'server', detail: message })
})
