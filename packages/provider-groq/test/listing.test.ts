import { expect, test } from 'vitest'
import { answering } from './setting.ts'
import { groq } from '../src/index.ts'

const context = (host: ReturnType<typeof answering>['host']) => ({
  signal: new AbortController().signal,
  target: { provider: 'groq', model: '' },
  stream: false,
  attempt: 1,
  host,
  warn: () => {},
})

const said = { source: 'https://api.groq.com/openai/v1/models', asOf: '2026-01-01' }

test('reads windows, modalities, features and prices of the model list', async () => {
  const { host } = answering({
    object: 'list',
    data: [
      {
        id: 'openai/gpt-oss-20b',
        created: 1754407957,
        active: true,
        name: 'GPT OSS 20B',
        context_window: 131072,
        max_completion_tokens: 65536,
        input_modalities: ['text'],
        output_modalities: ['text'],
        pricing: { prompt: '0.000000075', completion: '0.0000003', input_cache_read: '0.0000000375', image: '0' },
        supported_features: ['tools', 'json_mode', 'structured_outputs', 'reasoning'],
        supported_sampling_parameters: ['temperature', 'top_p'],
      },
      { id: 'whisper-large-v3', created: 0, output_modalities: ['transcription'], input_modalities: ['audio'] },
      { id: 'canopylabs/orpheus-v1-english', output_modalities: ['speech'], pricing: { prompt: '0.000022' } },
      { id: 'gone', active: false },
    ],
  })
  expect(await groq().listModels(context(host))).toEqual([
    {
      id: 'openai/gpt-oss-20b',
      capabilities: ['chat'],
      released: '2025-08-05',
      name: 'GPT OSS 20B',
      contextWindow: 131072,
      maxOutput: 65536,
      input: ['text'],
      output: ['text'],
      features: ['tools', 'structured-output', 'reasoning', 'temperature'],
      price: { prices: { input: 0.075, cacheRead: 0.0375, output: 0.3 }, ...said },
      ...said,
    },
    { id: 'whisper-large-v3', capabilities: ['transcribe'], input: ['audio'], output: ['text'], ...said },
    {
      id: 'canopylabs/orpheus-v1-english',
      capabilities: ['speech'],
      output: ['audio'],
      price: { prices: { characters: 22 }, ...said },
      ...said,
    },
  ])
})

test('reads a list that tells ids alone', async () => {
  const { host } = answering({ object: 'list', data: [{ id: 'llama-3.1-8b-instant', object: 'model' }] })
  expect(await groq().listModels(context(host))).toEqual([
    { id: 'llama-3.1-8b-instant', capabilities: ['chat'], ...said },
  ])
})
