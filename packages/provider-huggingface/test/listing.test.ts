import { expect, test } from 'vitest'
import { answering, contextOf } from './setting.ts'
import { huggingface } from '../src/index.ts'

const said = { source: 'https://router.huggingface.co/v1/models', asOf: '2026-01-01' }

test('tells a model with the facts of its fastest host, and once with each host that is live', async () => {
  const { host } = answering([
    {
      object: 'list',
      data: [
        {
          id: 'openai/gpt-oss-120b',
          created: 1754352000,
          architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
          providers: [
            {
              provider: 'novita',
              status: 'live',
              context_length: 131072,
              pricing: { input: 0.1, output: 0.5 },
              supports_tools: true,
              throughput: 90,
            },
            {
              provider: 'cerebras',
              status: 'live',
              context_length: 65536,
              pricing: { input: 0.25, output: 0.69 },
              supports_tools: true,
              supports_structured_output: true,
              throughput: 2000,
            },
            { provider: 'nscale', status: 'error' },
          ],
        },
      ],
    },
  ])
  const facts = { capabilities: ['chat'], released: '2025-08-05', input: ['text', 'image'], output: ['text'], ...said }
  const cerebras = {
    features: ['tools', 'structured-output'],
    contextWindow: 65536,
    price: { prices: { input: 0.25, output: 0.69 }, ...said },
  }
  expect(await huggingface().listModels(contextOf(host, '').context)).toEqual([
    { id: 'openai/gpt-oss-120b', ...facts, ...cerebras },
    {
      id: 'openai/gpt-oss-120b:novita',
      ...facts,
      features: ['tools'],
      contextWindow: 131072,
      price: { prices: { input: 0.1, output: 0.5 }, ...said },
    },
    { id: 'openai/gpt-oss-120b:cerebras', ...facts, ...cerebras },
  ])
})

test('reads the list of a dedicated endpoint, which names its model alone', async () => {
  const { host } = answering([{ object: 'list', data: [{ id: 'acme/model', object: 'model' }] }])
  const listed = await huggingface({ endpoint: 'https://e1.example' }).listModels(contextOf(host, '').context)
  expect(listed).toEqual([
    { id: 'acme/model', capabilities: ['chat'], source: 'https://e1.example/v1/models', asOf: '2026-01-01' },
  ])
})
