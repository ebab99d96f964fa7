import { expect, test } from 'vitest'
import { answering } from './setting.ts'

test('reads the prices of a model list, with those of long prompts', async () => {
  const entry = {
    id: 'grok-new',
    created: 1_776_384_000,
    context_length: 1_000_000,
    prompt_text_token_price: 12_500,
    cached_prompt_text_token_price: 2_000,
    completion_text_token_price: 25_000,
    long_context_threshold: 200_000,
    prompt_text_token_price_long_context: 25_000,
    cached_prompt_text_token_price_long_context: 4_000,
    completion_text_token_price_long_context: 50_000,
  }
  const { llm } = answering([{ object: 'list', data: [entry] }])
  const models = await llm.models({ provider: 'xai', live: true })
  expect(models.find(({ id }) => id === 'grok-new')).toMatchObject({
    capabilities: ['chat'],
    contextWindow: 1_000_000,
    released: '2026-04-17',
    price: {
      prices: { input: 1.25, cacheRead: 0.2, output: 2.5 },
      above: [{ input: 200_000, prices: { input: 2.5, cacheRead: 0.4, output: 5 } }],
    },
  })
})

test('reads a list that tells ids alone', async () => {
  const { llm } = answering([{ object: 'list', data: [{ id: 'grok-old', object: 'model', owned_by: 'xai' }] }])
  const model = (await llm.models({ provider: 'xai', live: true })).find(({ id }) => id === 'grok-old')
  expect([model?.contextWindow, model?.price]).toEqual([undefined, undefined])
})
