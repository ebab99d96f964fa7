import { expect, test } from 'vitest'
import { readGroup } from '../src/listing.ts'
import { own, routed } from './setting.ts'

const read = (group: object) => readGroup({ model_group: 'fast', ...group }, 'there', '2026-11-22')

test('a group of chat models has windows, prices for a million, and features', () => {
  expect(
    read({
      mode: 'chat',
      max_input_tokens: 272_000,
      max_output_tokens: 128_000,
      input_cost_per_token: 7.5e-7,
      output_cost_per_token: 4.5e-6,
      supports_vision: true,
      supports_function_calling: true,
      supports_reasoning: true,
    }),
  ).toEqual({
    id: 'fast',
    capabilities: ['chat'],
    maxInput: 272_000,
    maxOutput: 128_000,
    input: ['text', 'image'],
    features: ['tools', 'reasoning'],
    price: { prices: { input: 0.75, output: 4.5 }, source: 'there', asOf: '2026-11-22' },
    source: 'there',
    asOf: '2026-11-22',
  })
})

test('a price of nothing is none', () => {
  expect(read({ mode: 'image_generation', input_cost_per_token: 0, output_cost_per_token: 0 })).not.toHaveProperty(
    'price',
  )
  expect(read({ mode: 'embedding', input_cost_per_token: 2e-8, output_cost_per_token: 0 }).price!.prices).toEqual({
    input: 0.02,
  })
})

test.each([
  ['embedding', 'embed'],
  ['rerank', 'rerank'],
  ['moderation', 'moderate'],
  ['image_generation', 'image'],
  ['audio_speech', 'speech'],
  ['audio_transcription', 'transcribe'],
  ['completion', 'complete'],
  ['responses', 'chat'],
  ['something else', 'chat'],
  [null, 'chat'],
])('a mode of %s is %s', (mode, capability) => {
  expect(read({ mode }).capabilities).toEqual([capability])
})

test('the list is asked of the proxy’s root', async () => {
  const { llm, sent } = routed({ body: { data: [{ model_group: 'fast' }] } }, { ...own, baseURL: `${own.baseURL}/v1` })
  const models = await llm.models({ provider: 'litellm', live: true })
  expect(models.map(({ id }) => id)).toEqual(['fast'])
  expect(sent[0]!.url).toBe(`${own.baseURL}/model_group/info`)
})
