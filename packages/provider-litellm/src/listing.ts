import { dayOf, perMillion, read } from '@llmrr/provider-kit'
import type { CapabilityName, Context, Feature, ModelInfo, Prices } from '@llmrr/core'
import type { Http, Setting } from '@llmrr/provider-kit'

/** A model group: the deployments of one name, merged. Prices are dollars per token. */
interface WireGroup {
  readonly model_group: string
  readonly mode?: string | null
  readonly max_input_tokens?: number | null
  readonly max_output_tokens?: number | null
  readonly input_cost_per_token?: number | null
  readonly output_cost_per_token?: number | null
  readonly supports_vision?: boolean | null
  readonly supports_function_calling?: boolean | null
  readonly supports_reasoning?: boolean | null
}

const modes: Readonly<Record<string, CapabilityName>> = {
  chat: 'chat',
  responses: 'chat',
  completion: 'complete',
  embedding: 'embed',
  rerank: 'rerank',
  moderation: 'moderate',
  image_generation: 'image',
  audio_speech: 'speech',
  audio_transcription: 'transcribe',
}

/** A model group as a model. One without a mode is taken for a chat model, which most are. */
export function readGroup(group: WireGroup, source: string, asOf: string): ModelInfo {
  const capability = modes[group.mode ?? 'chat'] ?? 'chat'
  const { input_cost_per_token: input, output_cost_per_token: output } = group
  // Both are 0 where the proxy knows no price per token: of images and sounds, and of models that its list lacks.
  const isPriced = Boolean(input || output)
  const prices: Prices = {
    ...(isPriced && input != null && { input: perMillion(input) }),
    ...(isPriced && output && { output: perMillion(output) }),
  }
  const features: Feature[] = [
    ...(group.supports_function_calling ? (['tools'] as const) : []),
    ...(group.supports_reasoning ? (['reasoning'] as const) : []),
  ]
  return {
    id: group.model_group,
    capabilities: [capability],
    ...(group.max_input_tokens && { maxInput: group.max_input_tokens }),
    ...(group.max_output_tokens && { maxOutput: group.max_output_tokens }),
    ...(capability === 'chat' && {
      input: group.supports_vision ? ['text', 'image'] : ['text'],
      features,
    }),
    ...(Object.keys(prices).length > 0 && { price: { prices, source, asOf } }),
    source,
    asOf,
  }
}

/** The model groups that the key may ask. */
export const listModels =
  (http: Http, root: Setting<string>) =>
  async (context: Context): Promise<readonly ModelInfo[]> => {
    const path = '/model_group/info'
    const { body } = await http.json<{ readonly data?: readonly WireGroup[] }>({ method: 'GET', path }, context)
    const source = `${read(root, context.host)}${path}`
    const asOf = dayOf(context.host.now())
    return (body.data ?? []).map((group) => readGroup(group, source, asOf))
  }
