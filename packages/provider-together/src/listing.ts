import { dayOf } from '@llmrr/provider-kit'
import type { CapabilityName, Context, ModelInfo, Prices } from '@llmrr/core'
import type { OpenAIModel } from '@llmrr/provider-kit'

/** What Together's model list tells beyond OpenAI's. Any of it may be missing. */
interface TogetherModel extends OpenAIModel {
  readonly type?: string
  readonly display_name?: string
  readonly context_length?: number
  /** Dollars per million tokens. 0 says free, not known or paid by the hour. */
  readonly pricing?: { readonly input?: number; readonly output?: number; readonly cached_input?: number }
}

const kinds: Readonly<Record<string, CapabilityName>> = {
  chat: 'chat',
  // Guards are asked as chats.
  moderation: 'chat',
  language: 'complete',
  code: 'complete',
  embedding: 'embed',
  rerank: 'rerank',
  image: 'image',
  audio: 'speech',
  transcribe: 'transcribe',
  video: 'video',
}

function pricesOf({ pricing: { input, output, cached_input: cacheRead } = {} }: TogetherModel): Prices {
  return { ...(input && { input }), ...(cacheRead && { cacheRead }), ...(output && { output }) }
}

/** An entry of Together's model list. */
export function readModel(entry: OpenAIModel, context: Context): Partial<ModelInfo> {
  const model = entry as TogetherModel
  const capability = kinds[model.type ?? '']
  const prices = pricesOf(model)
  const isCounted = capability === undefined || ['chat', 'complete', 'embed', 'rerank'].includes(capability)
  return {
    ...(capability && { capabilities: [capability] }),
    ...(model.display_name && { name: model.display_name }),
    ...(model.context_length && { contextWindow: model.context_length }),
    ...(isCounted &&
      Object.keys(prices).length > 0 && {
        price: { prices, source: 'https://api.together.ai/v1/models', asOf: dayOf(context.host.now()) },
      }),
  }
}
