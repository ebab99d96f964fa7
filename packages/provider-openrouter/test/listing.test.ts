import { expect, test } from 'vitest'
import { answering } from './setting.ts'
import { openrouter } from '../src/index.ts'

const listed = { source: 'https://openrouter.ai/api/v1/models?output_modalities=all', asOf: '2026-01-01' }
const priced = { source: 'https://openrouter.ai/api/v1/models', asOf: '2026-01-01' }

async function list(data: unknown) {
  const { host, sent } = answering({ data, total_count: 1, links: { next: null } })
  const context = {
    signal: new AbortController().signal,
    target: { provider: 'openrouter', model: '' },
    stream: false,
    attempt: 1,
    host,
    warn: () => {},
  }
  const models = await openrouter().listModels(context)
  expect(sent[0]!.url).toBe(listed.source)
  return models
}

test('reads windows, modalities, features, efforts, dates and prices, also those of long prompts', async () => {
  const models = await list([
    {
      id: 'acme/sonnet',
      canonical_slug: 'acme/sonnet-20250522',
      name: 'Acme: Sonnet',
      created: 1747930371,
      context_length: 1000000,
      architecture: { input_modalities: ['image', 'text', 'file'], output_modalities: ['text'] },
      pricing: {
        prompt: '0.000003',
        completion: '0.000015',
        request: '0',
        web_search: '0.01',
        input_cache_read: '0.0000003',
        input_cache_write: '0.00000375',
        input_cache_write_1h: '0.000006',
        overrides: [{ min_prompt_tokens: 200000, prompt: '0.000006', completion: '0.0000225' }, { utc_start: 1 }],
      },
      top_provider: { context_length: 200000, max_completion_tokens: 64000, is_moderated: true },
      supported_parameters: ['max_tokens', 'reasoning', 'temperature', 'tools', 'structured_outputs'],
      reasoning: { supported_efforts: ['high', 'low', 'medium'] },
      knowledge_cutoff: '2025-01-31',
      expiration_date: '2026-09-01T00:00:00Z',
      hugging_face_id: '',
    },
  ])
  const prices = { input: 3, cacheRead: 0.3, cacheWrite: 3.75, cacheWriteLong: 6, output: 15, searches: 0.01 }
  expect(models).toEqual([
    {
      id: 'acme/sonnet',
      capabilities: ['chat'],
      released: '2025-05-22',
      name: 'Acme: Sonnet',
      contextWindow: 1000000,
      maxOutput: 64000,
      input: ['image', 'text', 'document'],
      output: ['text'],
      features: ['reasoning', 'temperature', 'tools', 'structured-output', 'prompt-caching'],
      efforts: ['low', 'medium', 'high'],
      price: { prices, above: [{ input: 200000, prices: { ...prices, input: 6, output: 22.5 } }], ...priced },
      knowledge: '2025-01-31',
      retires: '2026-09-01',
      ...listed,
    },
  ])
})

test('knows what is free from what is not known, and other kinds of models', async () => {
  const kind = (id: string, ...output_modalities: string[]) => ({
    id,
    architecture: { input_modalities: ['text'], output_modalities },
    pricing: { prompt: '0.00001', completion: '0' },
  })
  const models = await list([
    { id: 'acme/open:free', pricing: { prompt: '0', completion: '0' }, hugging_face_id: 'acme/open' },
    { id: 'openrouter/auto', pricing: { prompt: '-1', completion: '-1' } },
    kind('acme/paint', 'image', 'text'),
    kind('acme/vectors', 'embeddings'),
    kind('acme/ranks', 'rerank'),
    kind('acme/voice', 'speech'),
    kind('acme/ears', 'transcription'),
    kind('acme/film', 'video'),
  ])
  expect(
    models.map(({ id, capabilities, price, openWeights }) => [id, capabilities, price?.prices, openWeights]),
  ).toEqual([
    ['acme/open:free', ['chat'], { input: 0, output: 0 }, true],
    ['openrouter/auto', ['chat'], undefined, undefined],
    ['acme/paint', ['image', 'chat'], { input: 10, output: 0 }, undefined],
    ['acme/vectors', ['embed'], { input: 10, output: 0 }, undefined],
    ['acme/ranks', ['rerank'], undefined, undefined],
    ['acme/voice', ['speech'], undefined, undefined],
    ['acme/ears', ['transcribe'], undefined, undefined],
    ['acme/film', ['video'], undefined, undefined],
  ])
})
