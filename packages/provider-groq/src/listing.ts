import type { CapabilityName, Context, Feature, ModelInfo, Prices } from '@llmrr/core'
import type { OpenAIModel } from '@llmrr/provider-kit'
import { dayOf, inOurWords, modalities, perMillion } from '@llmrr/provider-kit'

/** What Groq's model list tells beyond OpenAI's. Any of it may be missing. */
interface GroqModel extends OpenAIModel {
  readonly active?: boolean
  readonly name?: string
  readonly context_window?: number
  readonly max_completion_tokens?: number
  readonly input_modalities?: readonly string[]
  readonly output_modalities?: readonly string[]
  /** Dollars per token, as text. */
  readonly pricing?: Readonly<Record<string, string | undefined>>
  readonly supported_features?: readonly string[]
  readonly supported_sampling_parameters?: readonly string[]
}

const features: Readonly<Record<string, Feature>> = {
  tools: 'tools',
  structured_outputs: 'structured-output',
  reasoning: 'reasoning',
}

function capabilityOf({ output_modalities: output = [] }: GroqModel): readonly CapabilityName[] {
  return output.includes('speech') ? ['speech'] : output.includes('transcription') ? ['transcribe'] : ['chat']
}

function pricesOf({ pricing = {} }: GroqModel, spoken: boolean): Prices {
  const per1M = (name: string): number | undefined =>
    pricing[name] === undefined ? undefined : perMillion(pricing[name])
  const input = per1M('prompt')
  if (spoken) return input === undefined ? {} : { characters: input }
  const output = per1M('completion')
  const cacheRead = per1M('input_cache_read')
  return {
    ...(input !== undefined && { input }),
    ...(cacheRead !== undefined && { cacheRead }),
    ...(output !== undefined && { output }),
  }
}

/** An entry of Groq's model list; `undefined` for one that is switched off. */
export function readModel(entry: OpenAIModel, context: Context): Partial<ModelInfo> | undefined {
  const model = entry as GroqModel
  if (model.active === false) return undefined
  const capabilities = capabilityOf(model)
  const spoken = capabilities[0] === 'speech'
  const prices = pricesOf(model, spoken)
  const { input_modalities: input, output_modalities: output, supported_sampling_parameters: sampling } = model
  const hasPrices = Object.keys(prices).length > 0
  return {
    capabilities,
    ...(model.name !== undefined && { name: model.name }),
    ...(model.context_window !== undefined && { contextWindow: model.context_window }),
    ...(model.max_completion_tokens !== undefined &&
      capabilities[0] === 'chat' && { maxOutput: model.max_completion_tokens }),
    ...(input && { input: inOurWords(input, modalities) }),
    ...(output && { output: inOurWords(output, modalities) }),
    ...(capabilities[0] === 'chat' &&
      model.supported_features && {
        features: [
          ...inOurWords(model.supported_features, features),
          ...(sampling?.includes('temperature') ? (['temperature'] as const) : []),
        ],
      }),
    ...(hasPrices && {
      price: { prices, source: 'https://api.groq.com/openai/v1/models', asOf: dayOf(context.host.now()) },
    }),
  }
}
