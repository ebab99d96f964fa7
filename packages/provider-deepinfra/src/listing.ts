import { dayOf, inOurWords } from '@llmrr/provider-kit'
import type { Context, Feature, ModelInfo, Prices } from '@llmrr/core'
import type { OpenAIModel } from '@llmrr/provider-kit'

/** What DeepInfra's model list tells beyond OpenAI's; no metadata for what is no language model. */
interface DeepInfraModel extends OpenAIModel {
  readonly metadata?: {
    readonly context_length?: number
    readonly max_tokens?: number
    /** Dollars per million tokens. */
    readonly pricing?: {
      readonly input_tokens?: number
      readonly output_tokens?: number
      readonly cache_read_tokens?: number
    }
    readonly tags?: readonly string[]
  } | null
}

const features: Readonly<Record<string, Feature>> = {
  reasoning: 'reasoning',
  prompt_cache: 'prompt-caching',
  json: 'structured-output',
}

/** An entry of DeepInfra's model list. Nothing there tells which models call tools. */
export function readModel(entry: OpenAIModel, context: Context): Partial<ModelInfo> {
  const { metadata } = entry as DeepInfraModel
  if (!metadata) return {}
  const { context_length: contextWindow, max_tokens: maxOutput, pricing = {}, tags = [] } = metadata
  const { input_tokens: input, output_tokens: output, cache_read_tokens: cacheRead } = pricing
  const prices: Prices = {
    ...(input !== undefined && { input }),
    ...(cacheRead !== undefined && { cacheRead }),
    ...(output !== undefined && { output }),
  }
  return {
    ...(contextWindow && { contextWindow }),
    ...(maxOutput && { maxOutput }),
    input: ['text', ...(tags.includes('vision') ? (['image'] as const) : [])],
    features: inOurWords(tags, features),
    ...(Object.keys(prices).length > 0 && {
      price: { prices, source: 'https://api.deepinfra.com/v1/openai/models', asOf: dayOf(context.host.now()) },
    }),
  }
}
