import { expect, test } from 'vitest'
import { answering } from './setting.ts'

test('reads the prices of the model list', async () => {
  const pricing = { input: 2, output: 10, cache_write: 2.5, cache_read: 0.2, unit: 'usd_per_1m_tokens' }
  const { plugin, host } = answering([
    {
      object: 'list',
      data: [
        { id: 'anthropic/claude-sonnet-5', object: 'model', created: 0, owned_by: 'anthropic', pricing },
        { id: 'acme/by-the-hour', object: 'model', pricing: { input: 9, unit: 'usd_per_hour' } },
      ],
    },
  ])
  const context = {
    signal: new AbortController().signal,
    target: { provider: 'perplexity', model: '' },
    stream: false,
    attempt: 1,
    host,
    warn: () => {},
  }
  const said = { source: 'https://api.perplexity.ai/v1/models', asOf: '2026-01-01' }
  expect(await plugin.listModels(context)).toEqual([
    {
      id: 'anthropic/claude-sonnet-5',
      capabilities: ['chat'],
      price: { prices: { input: 2, cacheRead: 0.2, cacheWrite: 2.5, output: 10 }, ...said },
      ...said,
    },
    { id: 'acme/by-the-hour', capabilities: ['chat'], ...said },
  ])
})
