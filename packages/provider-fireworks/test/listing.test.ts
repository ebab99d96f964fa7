import { expect, test } from 'vitest'
import { virtualHost } from '@llmrr/testing/host'
import { fireworks } from '../src/index.ts'

const pages: Readonly<Record<string, object>> = {
  '/v1/accounts/fireworks/models?pageSize=200&filter=supports_serverless%3Dtrue': {
    models: [
      {
        name: 'accounts/fireworks/models/kimi-k2p6',
        displayName: 'Kimi K2.6',
        kind: 'HF_BASE_MODEL',
        state: 'READY',
        createTime: '2026-04-17T08:00:00Z',
        contextLength: 262_000,
        supportsImageInput: true,
        supportsTools: true,
        deprecationDate: { year: 2027, month: 1, day: 5 },
      },
      { name: 'accounts/fireworks/models/flux-1-schnell-fp8', kind: 'FLUMINA_BASE_MODEL' },
    ],
    nextPageToken: 'p2',
  },
  '/v1/accounts/fireworks/models?pageSize=200&filter=supports_serverless%3Dtrue&pageToken=p2': {
    models: [
      { name: 'accounts/fireworks/models/qwen3-reranker-8b', kind: 'HF_BASE_MODEL' },
      { name: 'accounts/fireworks/models/qwen3-embedding-8b', kind: 'EMBEDDING_MODEL', deprecationDate: null },
    ],
    nextPageToken: '',
  },
  '/v1/accounts/acme/models?pageSize=200': {
    models: [
      { name: 'accounts/acme/models/herons', kind: 'HF_PEFT_ADDON', state: 'READY' },
      { name: 'accounts/acme/models/half', kind: 'HF_PEFT_ADDON', state: 'UPLOADING' },
    ],
  },
}

const list = (config: { accountId?: string }) => {
  const host = virtualHost({
    env: { FIREWORKS_API_KEY: 'fw_test' },
    fetch: async (url) => Response.json(pages[url.replace('https://api.fireworks.ai', '')]),
  })
  return fireworks(config).listModels({
    signal: new AbortController().signal,
    target: { provider: 'fireworks', model: '' },
    stream: false,
    attempt: 1,
    host,
    warn: () => {},
  })
}

test('lists what is served for everybody, page by page, and what the account has', async () => {
  const said = { source: 'https://api.fireworks.ai/v1/accounts/fireworks/models', asOf: '2026-01-01' }
  const open = [
    {
      id: 'accounts/fireworks/models/kimi-k2p6',
      capabilities: ['chat'],
      name: 'Kimi K2.6',
      contextWindow: 262_000,
      input: ['text', 'image'],
      features: ['tools'],
      released: '2026-04-17',
      retires: '2027-01-05',
      ...said,
    },
    { id: 'accounts/fireworks/models/flux-1-schnell-fp8', capabilities: ['image'], ...said },
    { id: 'accounts/fireworks/models/qwen3-reranker-8b', capabilities: ['rerank'], ...said },
    { id: 'accounts/fireworks/models/qwen3-embedding-8b', capabilities: ['embed'], ...said },
  ]
  expect(await list({})).toEqual(open)
  expect((await list({ accountId: 'acme' })).map(({ id }) => id)).toEqual([
    ...open.map(({ id }) => id),
    'accounts/acme/models/herons',
  ])
})
