import { dayOf, inOurWords, modalities } from '@llmrr/provider-kit'
import type { CapabilityName, Context, ModelInfo } from '@llmrr/core'
import type { OpenAIModel } from '@llmrr/provider-kit'

/** What Novita's model list tells beyond OpenAI's. Any of it may be missing. */
interface NovitaModel extends OpenAIModel {
  readonly title?: string
  readonly display_name?: string
  readonly context_size?: number
  readonly max_output_tokens?: number
  readonly model_type?: string
  readonly input_modalities?: readonly string[]
  /** Ten-thousandths of a dollar per million tokens: 3900 is $0.39. */
  readonly input_token_price_per_m?: number
  readonly output_token_price_per_m?: number
}

const kinds: Readonly<Record<string, CapabilityName>> = { chat: 'chat', embedding: 'embed', reranker: 'rerank' }

const dollars = (price: number | undefined): number | undefined => (price === undefined ? undefined : price / 10_000)

/** An entry of Novita's model list. */
export function readModel(entry: OpenAIModel, context: Context): Partial<ModelInfo> {
  const model = entry as NovitaModel
  const capability = kinds[model.model_type ?? '']
  const input = dollars(model.input_token_price_per_m)
  const output = dollars(model.output_token_price_per_m)
  const name = model.display_name ?? model.title
  return {
    ...(capability && { capabilities: [capability] }),
    ...(name && { name }),
    ...(model.context_size && { contextWindow: model.context_size }),
    ...(model.max_output_tokens && { maxOutput: model.max_output_tokens }),
    ...(model.input_modalities && { input: inOurWords(model.input_modalities, modalities) }),
    ...((input !== undefined || output !== undefined) && {
      price: {
        prices: { ...(input !== undefined && { input }), ...(output !== undefined && { output }) },
        source: 'https://api.novita.ai/openai/v1/models',
        asOf: dayOf(context.host.now()),
      },
    }),
  }
}
