import { expect, test } from 'vitest'
import { answering } from './setting.ts'
import { together } from '../src/index.ts'

const said = { source: 'https://api.together.ai/v1/models', asOf: '2026-01-01' }

test('reads a bare list: what a model is for, its window, and prices for a million tokens', async () => {
  const { host } = answering([
    {
      id: 'openai/gpt-oss-20b',
      object: 'model',
      created: 1754407957,
      type: 'chat',
      display_name: 'OpenAI GPT-OSS 20B',
      context_length: 131072,
      pricing: { hourly: 0, input: 0.05, output: 0.2, base: 0, finetune: 0, cached_input: 0.02 },
    },
    { id: 'acme/base', type: 'language', pricing: { input: 0, output: 0 } },
    { id: 'acme/guard', type: 'moderation' },
    { id: 'acme/vectors', type: 'embedding', context_length: 514, pricing: { input: 0.02, output: 0 } },
    { id: 'acme/reranker', type: 'rerank', pricing: { input: 0.1 } },
    { id: 'acme/flux', type: 'image', pricing: { input: 3, base: 0.01 } },
    { id: 'acme/voice', type: 'audio' },
    { id: 'acme/ears', type: 'transcribe' },
    { id: 'acme/film', type: 'video' },
    { id: 'acme/whisper-new', type: 'something-new' },
  ])
  const context = {
    signal: new AbortController().signal,
    target: { provider: 'together', model: '' },
    stream: false,
    attempt: 1,
    host,
    warn: () => {},
  }
  expect(await together().listModels(context)).toEqual([
    {
      id: 'openai/gpt-oss-20b',
      capabilities: ['chat'],
      released: '2025-08-05',
      name: 'OpenAI GPT-OSS 20B',
      contextWindow: 131072,
      price: { prices: { input: 0.05, cacheRead: 0.02, output: 0.2 }, ...said },
      ...said,
    },
    { id: 'acme/base', capabilities: ['complete'], ...said },
    { id: 'acme/guard', capabilities: ['chat'], ...said },
    {
      id: 'acme/vectors',
      capabilities: ['embed'],
      contextWindow: 514,
      price: { prices: { input: 0.02 }, ...said },
      ...said,
    },
    { id: 'acme/reranker', capabilities: ['rerank'], price: { prices: { input: 0.1 }, ...said }, ...said },
    { id: 'acme/flux', capabilities: ['image'], ...said },
    { id: 'acme/voice', capabilities: ['speech'], ...said },
    { id: 'acme/ears', capabilities: ['transcribe'], ...said },
    { id: 'acme/film', capabilities: ['video'], ...said },
    { id: 'acme/whisper-new', capabilities: ['transcribe'], ...said },
  ])
})
