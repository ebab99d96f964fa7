import { dayOf, inOurWords, modalities, perMillion } from '@llmrr/provider-kit'
import type { Context, Feature, ModelInfo, Prices } from '@llmrr/core'
import type { OpenAIModel } from '@llmrr/provider-kit'

/** What the list tells in the form that was asked for. Any of it may be missing. */
interface CerebrasModel extends OpenAIModel {
  readonly name?: string
  readonly context_length?: number
  readonly max_output_length?: number
  /** Dollars per token, as text. */
  readonly pricing?: { readonly prompt?: string; readonly completion?: string }
  readonly input_modalities?: readonly string[]
  readonly output_modalities?: readonly string[]
  readonly supported_features?: readonly string[]
}

const features: Readonly<Record<string, Feature>> = {
  tools: 'tools',
  structured_outputs: 'structured-output',
  reasoning: 'reasoning',
}

/** An entry of Cerebras's model list. */
export function readModel(entry: OpenAIModel, { host }: Context): Partial<ModelInfo> {
  const {
    name,
    context_length: contextWindow,
    max_output_length: maxOutput,
    pricing,
    ...model
  } = entry as CerebrasModel
  const prices: Prices = {
    ...(pricing?.prompt !== undefined && { input: perMillion(pricing.prompt) }),
    ...(pricing?.completion !== undefined && { output: perMillion(pricing.completion) }),
  }
  const source = 'https://api.cerebras.ai/v1/models'
  return {
    capabilities: ['chat'],
    ...(name !== undefined && { name }),
    ...(contextWindow !== undefined && { contextWindow }),
    ...(maxOutput !== undefined && { maxOutput }),
    ...(model.input_modalities && { input: inOurWords(model.input_modalities, modalities) }),
    ...(model.output_modalities && { output: inOurWords(model.output_modalities, modalities) }),
    ...(model.supported_features && {
      features: inOurWords(model.supported_features, features),
    }),
    ...(Object.keys(prices).length > 0 && { price: { prices, source, asOf: dayOf(host.now()) } }),
  }
}
