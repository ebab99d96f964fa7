import { dayOf } from '@llmrr/provider-kit'
import type { Context, ModelInfo, Prices } from '@llmrr/core'
import type { OpenAIModel } from '@llmrr/provider-kit'

/** What xAI's model list tells since 2026; before, ids alone. Prices are in United States cents per 100M tokens. */
interface XAIModel extends OpenAIModel {
  readonly context_length?: number | null
  readonly prompt_text_token_price?: number | null
  readonly cached_prompt_text_token_price?: number | null
  readonly completion_text_token_price?: number | null
  readonly prompt_text_token_price_long_context?: number | null
  readonly cached_prompt_text_token_price_long_context?: number | null
  readonly completion_text_token_price_long_context?: number | null
  readonly long_context_threshold?: number | null
}

const centsPer100M = 10_000

function pricesOf(input?: number | null, cacheRead?: number | null, output?: number | null): Prices {
  const told = Object.entries({ input, cacheRead, output }).filter(([, price]) => price)
  return Object.fromEntries(told.map(([meter, price]) => [meter, price! / centsPer100M]))
}

/** An entry of xAI's model list. */
export function readModel(entry: OpenAIModel, { host }: Context): Partial<ModelInfo> {
  const model = entry as XAIModel
  const { context_length: contextWindow, long_context_threshold: threshold } = model
  const prices = pricesOf(
    model.prompt_text_token_price,
    model.cached_prompt_text_token_price,
    model.completion_text_token_price,
  )
  const long = pricesOf(
    model.prompt_text_token_price_long_context,
    model.cached_prompt_text_token_price_long_context,
    model.completion_text_token_price_long_context,
  )
  const isPriced = Object.keys(prices).length > 0
  return {
    ...(contextWindow && { contextWindow }),
    ...(isPriced && {
      price: {
        prices,
        ...(threshold && Object.keys(long).length > 0 && { above: [{ input: threshold, prices: long }] }),
        source: 'https://api.x.ai/v1/models',
        asOf: dayOf(host.now()),
      },
    }),
  }
}
