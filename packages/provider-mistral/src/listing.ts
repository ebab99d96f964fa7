import { guessCapabilities, openaiModels } from '@llmrr/provider-kit'
import type { CapabilityName, Context, Feature, ModelInfo } from '@llmrr/core'
import type { OpenAIModel, OpenAIVendor } from '@llmrr/provider-kit'

/** What Mistral's model list tells beyond OpenAI's. Flags have been added over time, so any may be missing. */
interface MistralModel extends OpenAIModel {
  readonly name?: string | null
  readonly capabilities?: Readonly<Record<string, boolean | undefined>>
  readonly max_context_length?: number
  /** When it is switched off. */
  readonly deprecation?: string | null
  readonly deprecation_replacement_model?: string | null
}

const abilities: readonly (readonly [flag: string, capability: CapabilityName])[] = [
  ['completion_chat', 'chat'],
  ['completion_fim', 'complete'],
  ['ocr', 'ocr'],
  ['moderation', 'moderate'],
  ['audio_transcription', 'transcribe'],
  ['audio_speech', 'speech'],
]

function capabilitiesOf({ id, name, capabilities: flags = {} }: MistralModel): readonly CapabilityName[] {
  // Older lists have no flag for them.
  if (/transcribe/.test(name ?? id)) return ['transcribe']
  const told = abilities.flatMap(([flag, capability]) => (flags[flag] ? [capability] : []))
  return told.length > 0 ? told : guessCapabilities(id)
}

/** An entry of Mistral's model list. */
export function readModel(entry: OpenAIModel): Partial<ModelInfo> {
  const model = entry as MistralModel
  const { name, capabilities: flags = {}, max_context_length: window, deprecation, ...rest } = model
  const capabilities = capabilitiesOf(model)
  const features: Feature[] = [
    ...(flags['function_calling'] ? (['tools'] as const) : []),
    'structured-output',
    ...(flags['reasoning'] ? (['reasoning'] as const) : []),
    'temperature',
  ]
  return {
    capabilities,
    ...(name && { name }),
    ...(window && { contextWindow: window }),
    ...(capabilities.includes('chat') && {
      input: [
        'text',
        ...(flags['vision'] ? (['image'] as const) : []),
        ...(flags['audio'] ? (['audio'] as const) : []),
      ],
      output: ['text'],
      features,
    }),
    ...(deprecation && { retires: deprecation.slice(0, 10) }),
    ...(rest.deprecation_replacement_model && { successor: rest.deprecation_replacement_model }),
  }
}

/** Asks Mistral for its models. Each alias is an entry of its own; an id that comes twice can do what both entries say. */
export function mistralModels(vendor: OpenAIVendor): (context: Context) => Promise<readonly ModelInfo[]> {
  const list = openaiModels(vendor, { readModel })
  return async (context) => {
    const known = new Map<string, ModelInfo>()
    // `created` is the moment of the question.
    for (const { released: _, ...model } of await list(context)) {
      const first = known.get(model.id)
      const capabilities = [...new Set([...(first?.capabilities ?? []), ...model.capabilities])]
      known.set(model.id, { ...(first ?? model), capabilities })
    }
    return [...known.values()]
  }
}
