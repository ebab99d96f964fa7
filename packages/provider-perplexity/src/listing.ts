import { dayOf } from '@llmrr/provider-kit'
import type { Context, ModelInfo, Prices } from '@llmrr/core'
import type { OpenAIModel } from '@llmrr/provider-kit'

/** What Perplexity's model list tells beyond OpenAI's: dollars per million tokens. */
interface PerplexityModel extends OpenAIModel {
  readonly pricing?: {
    readonly input?: number
    readonly output?: number
    readonly cache_read?: number
    readonly cache_write?: number
    readonly unit?: string
  } | null
}

/** An entry of the model list, which has the models of the Agent API alone. */
export function readModel(entry: OpenAIModel, context: Context): Partial<ModelInfo> {
  const { pricing } = entry as PerplexityModel
  const isKnown = pricing && (pricing.unit ?? 'usd_per_1m_tokens') === 'usd_per_1m_tokens'
  const prices: Prices = isKnown
    ? {
        ...(pricing.input !== undefined && { input: pricing.input }),
        ...(pricing.cache_read !== undefined && { cacheRead: pricing.cache_read }),
        ...(pricing.cache_write !== undefined && { cacheWrite: pricing.cache_write }),
        ...(pricing.output !== undefined && { output: pricing.output }),
      }
    : {}
  return {
    capabilities: ['chat'],
    ...(Object.keys(prices).length > 0 && {
      price: { prices, source: 'https://api.perplexity.ai/v1/models', asOf: dayOf(context.host.now()) },
    }),
  }
}
