import { expect, test } from 'vitest'
import { createRouter } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { deepinfra } from '../src/index.ts'

test('the list tells windows, prices per million, and what tags say; nothing of what is no language model', async () => {
  const metadata = {
    context_length: 262_144,
    max_tokens: 16_384,
    pricing: { input_tokens: 0.15, output_tokens: 0.95, cache_read_tokens: 0.05 },
    tags: ['vision', 'reasoning', 'prompt_cache', 'json', 'new'],
  }
  const data = [
    { id: 'acme/heron-1', object: 'model', created: 0, owned_by: 'deepinfra', metadata },
    { id: 'acme/heron-embed', object: 'model', created: 0, metadata: null },
  ]
  const host = virtualHost({ env: { DEEPINFRA_TOKEN: 't' }, fetch: async () => Response.json({ data }) })
  const listed = await createRouter({ use: [deepinfra()], host }).models({ provider: 'deepinfra', live: true })
  expect(listed.find(({ id }) => id === 'acme/heron-1')).toMatchObject({
    capabilities: ['chat'],
    contextWindow: 262_144,
    maxOutput: 16_384,
    input: ['text', 'image'],
    features: ['reasoning', 'prompt-caching', 'structured-output'],
    price: { prices: { input: 0.15, cacheRead: 0.05, output: 0.95 } },
  })
  expect(listed.find(({ id }) => id === 'acme/heron-embed')).toMatchObject({ capabilities: ['embed'] })
})
