import { expect, test } from 'vitest'
import { createRouter } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { cloudflare } from '../src/index.ts'
import { readModel } from '../src/listing.ts'

const entry = {
  name: '@cf/acme/heron-1',
  task: { name: 'Text Generation' },
  properties: [
    { property_id: 'context_window', value: '24000' },
    { property_id: 'function_calling', value: 'true' },
    {
      property_id: 'price',
      value: [
        { unit: 'per M input tokens', price: 0.29, currency: 'USD' },
        { unit: 'per M output tokens', price: 2.25, currency: 'USD' },
        { unit: 'per 512 by 512 tile', price: 1, currency: 'USD' },
      ],
    },
  ],
}
const source = 'https://api.cloudflare.com/client/v4/ai/models/search'

test('an entry tells task, window, tools and prices', () => {
  expect(readModel(entry, source, '2026-11-24')).toEqual({
    id: '@cf/acme/heron-1',
    capabilities: ['chat'],
    contextWindow: 24_000,
    features: ['tools'],
    price: { prices: { input: 0.29, output: 2.25 }, source, asOf: '2026-11-24' },
    source,
    asOf: '2026-11-24',
  })
})

test('a reranker is one by its name, and a task that is no capability is left out', () => {
  const classifier = { task: { name: 'Text Classification' } }
  expect(readModel({ ...classifier, name: '@cf/baai/bge-reranker-base' }, source, 'd')?.capabilities).toEqual([
    'rerank',
  ])
  expect(readModel({ ...classifier, name: '@cf/huggingface/distilbert' }, source, 'd')).toBeUndefined()
})

test('the list is read page by page', async () => {
  const pages: string[] = []
  const all = Array.from({ length: 130 }, (_, at) => ({ ...entry, name: `@cf/acme/m${at}` }))
  const host = virtualHost({
    env: { CLOUDFLARE_API_TOKEN: 't', CLOUDFLARE_ACCOUNT_ID: 'secret-account' },
    fetch: async (url) => {
      const page = Number(new URL(url).searchParams.get('page'))
      pages.push(url)
      return Response.json({ result: all.slice((page - 1) * 100, page * 100), result_info: { total_count: 130 } })
    },
  })
  const models = await createRouter({ use: [cloudflare()], host }).models({ provider: 'cloudflare', live: true })
  expect(models.filter(({ id }) => id.startsWith('@cf/acme/'))).toHaveLength(130)
  expect(pages).toHaveLength(2)
  expect(JSON.stringify(models)).not.toContain('secret-account')
})
