import { expect, test } from 'vitest'
import { createRouter } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { deepinfra } from '../src/index.ts'

function asking(body: unknown) {
  const sent: { method: string; url: string; body: unknown }[] = []
  const host = virtualHost({
    fetch: async (url, init) => {
      const text = init?.body
      sent.push({ method: init?.method ?? 'GET', url, body: typeof text === 'string' ? JSON.parse(text) : undefined })
      return Response.json(body)
    },
  })
  return { extras: createRouter({ use: [deepinfra({ apiKey: 'k' })], host }).of(deepinfra), sent }
}

test('costs of earlier requests come in nano-dollars', async () => {
  const { extras, sent } = asking({ requests: [{ requestId: 'r1', costNanoUsd: 12_300 }] })
  expect([...(await extras.costs({ requestIds: ['r1'] }))]).toEqual([['r1', { usd: 0.0000123, source: 'reported' }]])
  expect(sent[0]).toMatchObject({ url: 'https://api.deepinfra.com/v1/request-costs', body: { requestIds: ['r1'] } })
})

test('a token for others ends, and may do less', async () => {
  const { extras, sent } = asking({ token: 'jwt:1' })
  const request = { keyName: 'auto', models: ['a/b'], expiresInSeconds: 3600, spendingLimit: 1 }
  expect(await extras.scopedToken(request)).toBe('jwt:1')
  expect(sent[0]!.body).toEqual({ api_key_name: 'auto', models: ['a/b'], expires_delta: 3600, spending_limit: 1 })
})

test('deployments are made, looked at and taken down', async () => {
  const { extras, sent } = asking({ deploy_id: 'd1', status: 'running' })
  const settings = { minInstances: 0, maxInstances: 2 }
  const model = { name: 'mine', gpu: 'A100-80GB', gpuCount: 2, repository: 'acme/heron', revision: 'main', token: 'hf' }
  expect(await extras.deploy({ ...model, ...settings })).toEqual({ id: 'd1' })
  expect(await extras.deployment({ id: 'd1' })).toMatchObject({ status: 'running' })
  await extras.deployments(undefined)
  await extras.undeploy({ id: 'd1' })
  await extras.limits(undefined)
  expect(sent[0]!.body).toEqual({
    model_name: 'mine',
    gpu: 'A100-80GB',
    num_gpus: 2,
    hf: { repo: 'acme/heron', revision: 'main', token: 'hf' },
    settings: { min_instances: 0, max_instances: 2 },
  })
  expect(sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
    'POST /deploy/llm',
    'GET /deploy/d1',
    'GET /deploy/list',
    'DELETE /deploy/d1',
    'GET /v1/me/rate_limit',
  ])
})
