import { expect, test } from 'vitest'
import { virtualHost } from '@llmrr/testing/host'
import { cohere } from '../src/index.ts'

const pages: Readonly<Record<string, unknown>> = {
  '': {
    models: [
      {
        name: 'command-a-plus-05-2026',
        endpoints: ['chat'],
        context_length: 128000,
        features: ['tools', 'json_schema', 'reasoning', 'vision', 'safety_modes'],
      },
      { name: 'command-r', endpoints: ['chat'], is_deprecated: true },
    ],
    next_page_token: 'two',
  },
  two: { models: [{ name: 'embed-v4.0', endpoints: ['embed'], context_length: 128000, features: null }] },
}

test('reads the list page by page, without what is deprecated', async () => {
  const asked: string[] = []
  const host = virtualHost({
    env: { CO_API_KEY: 'co_test' },
    fetch: async (url) => {
      const { searchParams, pathname } = new URL(url)
      asked.push(`${pathname} ${searchParams.get('page_size')}`)
      return Response.json(pages[searchParams.get('page_token') ?? ''])
    },
  })
  const context = {
    signal: new AbortController().signal,
    target: { provider: 'cohere', model: '' },
    stream: false,
    attempt: 1,
    host,
    warn: () => {},
  }
  const said = { source: 'https://api.cohere.com/v1/models', asOf: '2026-01-01' }
  expect(await cohere().listModels(context)).toEqual([
    {
      id: 'command-a-plus-05-2026',
      capabilities: ['chat'],
      contextWindow: 128000,
      input: ['text', 'image'],
      output: ['text'],
      features: ['tools', 'structured-output', 'reasoning', 'temperature'],
      ...said,
    },
    { id: 'embed-v4.0', capabilities: ['embed'], contextWindow: 128000, ...said },
  ])
  expect(asked).toEqual(['/v1/models 1000', '/v1/models 1000'])
})
