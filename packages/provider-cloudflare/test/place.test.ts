import { expect, test } from 'vitest'
import { createRouter } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { cloudflare } from '../src/index.ts'
import type { CloudflareConfig } from '../src/index.ts'

const result = { response: [], image: 'AAAA' }
const answer = { choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }], result, success: true, errors: [] }

function asking(config: CloudflareConfig = {}, env: Record<string, string> = { CLOUDFLARE_ACCOUNT_ID: 'acc9' }) {
  const sent: { url: string; headers: Headers }[] = []
  const host = virtualHost({
    env: { CLOUDFLARE_API_TOKEN: 't', ...env },
    fetch: async (url, init) => {
      sent.push({ url, headers: new Headers(init?.headers) })
      return Response.json(url.includes('/models/search') ? { result: [] } : answer)
    },
  })
  // Nothing is waited for between two attempts.
  const hurried = { ...host, sleep: () => Promise.resolve() }
  return { llm: createRouter({ use: [cloudflare(config)], host: hurried }), sent }
}

const rerank = { query: 'q', documents: ['d'] }

test('the account stands in the address, from the config or the environment', async () => {
  const { llm, sent } = asking()
  await llm.chat({ prompt: 'Hi' })
  await llm.rerank(rerank)
  const own = asking({ accountId: 'acc1', apiKey: 'k1' })
  await own.llm.chat({ prompt: 'Hi' })
  expect([...sent, ...own.sent].map(({ url }) => url)).toEqual([
    'https://api.cloudflare.com/client/v4/accounts/acc9/ai/v1/chat/completions',
    'https://api.cloudflare.com/client/v4/accounts/acc9/ai/run/@cf/baai/bge-reranker-base',
    'https://api.cloudflare.com/client/v4/accounts/acc1/ai/v1/chat/completions',
  ])
  expect(own.sent[0]!.headers.get('authorization')).toBe('Bearer k1')
})

test('without an account the error says what to set', async () => {
  await expect(asking({}, {}).llm.chat({ prompt: 'Hi' })).rejects.toMatchObject({
    code: 'invalid-request',
    message: expect.stringContaining('CLOUDFLARE_ACCOUNT_ID'),
  })
})

test('a gateway has the models alone, and is told what to do with the request', async () => {
  const gateway = { id: 'edge', token: 'g1', cacheSeconds: 60, skipCache: false, metadata: { team: 'herons' } }
  const { llm, sent } = asking({ gateway })
  await llm.chat({ prompt: 'Hi' })
  await llm.rerank(rerank)
  await llm.models({ provider: 'cloudflare', live: true })
  const base = 'https://gateway.ai.cloudflare.com/v1/acc9/edge/workers-ai'
  expect(sent.map(({ url }) => url.split('?')[0])).toEqual([
    `${base}/v1/chat/completions`,
    `${base}/@cf/baai/bge-reranker-base`,
    'https://api.cloudflare.com/client/v4/accounts/acc9/ai/models/search',
  ])
  expect(Object.fromEntries(sent[0]!.headers)).toMatchObject({
    'cf-aig-authorization': 'Bearer g1',
    'cf-aig-cache-ttl': '60',
    'cf-aig-skip-cache': 'false',
    'cf-aig-metadata': '{"team":"herons"}',
  })
})

test('what Workers AI does not know is warned of', async () => {
  const { llm } = asking()
  const { warnings } = await llm.chat({ prompt: 'Hi', user: 'u1', logprobs: true })
  expect(warnings.map(({ field }) => field).toSorted()).toEqual(['logprobs', 'user'])
  const { warnings: more } = await llm.image({ prompt: 'A heron.', size: 'large', count: 2 })
  expect(more.map(({ field }) => field).toSorted()).toEqual(['count', 'size'])
})

test('a task that answers something else is a bad response', async () => {
  await expect(asking().llm.speech({ input: 'Hi' })).rejects.toMatchObject({
    code: 'bad-response',
    message: expect.stringContaining('without a sound'),
  })
})
