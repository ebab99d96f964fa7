import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { toUsage } from '../../src/dialects/openai-chat/usage.ts'

test.each([
  ['nothing', null, undefined],
  ['no counts', { total_tokens: 5 }, undefined],
  ['plain counts', { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 }, { input: 5, output: 2 }],
  ['a prompt alone', { prompt_tokens: 5, total_tokens: 5 }, { input: 5 }],
  [
    'shares',
    {
      prompt_tokens: 100,
      completion_tokens: 50,
      total_tokens: 150,
      prompt_tokens_details: { cached_tokens: 40, cache_write_tokens: 10, audio_tokens: 5, image_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 30, audio_tokens: 4, accepted_prediction_tokens: 0 },
    },
    { input: 45, cacheRead: 40, cacheWrite: 10, audioInput: 5, output: 16, reasoning: 30, audioOutput: 4 },
  ],
  [
    'cached tokens beside the details',
    { prompt_tokens: 10, completion_tokens: 1, cached_tokens: 4 },
    { input: 6, cacheRead: 4, output: 1 },
  ],
  [
    'cached tokens by another name',
    { prompt_tokens: 10, completion_tokens: 1, prompt_cache_hit_tokens: 4 },
    { input: 6, cacheRead: 4, output: 1 },
  ],
  [
    'reasoning beside the completion',
    {
      prompt_tokens: 204,
      completion_tokens: 1,
      total_tokens: 287,
      completion_tokens_details: { reasoning_tokens: 82 },
    },
    { input: 204, output: 1, reasoning: 82 },
  ],
  [
    'more reasoning than completion',
    { prompt_tokens: 1, completion_tokens: 2, completion_tokens_details: { reasoning_tokens: 9 } },
    { input: 1, output: 2, reasoning: 9 },
  ],
  [
    'more cached than prompt',
    { prompt_tokens: 24, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 161 } },
    { input: 0, cacheRead: 24, output: 2 },
  ],
  [
    'sound beside the prompt, and how long it was',
    {
      prompt_tokens: 11,
      completion_tokens: 15,
      total_tokens: 401,
      num_cached_tokens: 5,
      prompt_audio_seconds: 30,
      prompt_tokens_details: { audio_tokens: 375 },
    },
    { input: 6, cacheRead: 5, audioInput: 375, output: 15, seconds: 30 },
  ],
  ['nonsense', { prompt_tokens: -1, completion_tokens: Number.NaN }, undefined],
] as const)('reads %s', (_name, wire, usage) => expect(toUsage(wire)).toEqual(usage))

test('gives meters that are never negative and add up to the counts', () => {
  const count = fc.option(fc.nat(1000), { nil: undefined })
  const wire = fc.record({
    prompt_tokens: fc.nat(1000),
    completion_tokens: fc.nat(1000),
    prompt_tokens_details: fc.record({
      cached_tokens: count,
      cache_write_tokens: count,
      audio_tokens: count,
      image_tokens: count,
    }),
    completion_tokens_details: fc.record({ audio_tokens: count, image_tokens: count }),
  })
  fc.assert(
    fc.property(wire, (wire) => {
      const meters = Object.values(toUsage(wire)!)
      expect(meters.every((value) => value >= 0)).toBe(true)
      expect(meters.reduce((sum, value) => sum + value, 0)).toBe(wire.prompt_tokens + wire.completion_tokens)
    }),
  )
})
