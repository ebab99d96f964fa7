import { expect, test } from 'vitest'
import { answering } from './setting.ts'

test('reads windows, features and prices in the form that is asked for', async () => {
  const entry = {
    id: 'gpt-new',
    created: 0,
    name: 'GPT New',
    context_length: 131_072,
    max_output_length: 40_960,
    pricing: { prompt: '0.00000035', completion: '0.00000075' },
    input_modalities: ['text', 'image', 'smell'],
    output_modalities: ['text'],
    supported_features: ['tools', 'json_mode', 'reasoning'],
  }
  const { llm, sent } = answering({ object: 'list', data: [entry] })
  const models = await llm.models({ provider: 'cerebras', live: true })
  expect(sent[0]!.url).toBe('https://api.cerebras.ai/v1/models?format=openrouter')
  expect(models.find(({ id }) => id === 'gpt-new')).toMatchObject({
    name: 'GPT New',
    contextWindow: 131_072,
    maxOutput: 40_960,
    input: ['text', 'image'],
    features: ['tools', 'reasoning'],
    price: { prices: { input: 0.35, output: 0.75 } },
  })
})

test('reads a list that tells ids alone', async () => {
  const { llm } = answering({ object: 'list', data: [{ id: 'gpt-old', created: 0, owned_by: 'Cerebras' }] })
  const model = (await llm.models({ provider: 'cerebras', live: true })).find(({ id }) => id === 'gpt-old')
  expect([model?.contextWindow, model?.price, model?.released]).toEqual([undefined, undefined, undefined])
})
