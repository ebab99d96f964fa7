import { dayOf, guessCapabilities, read } from '@llmrr/provider-kit'
import type { CapabilityName, Context, Feature, Modality, ModelInfo } from '@llmrr/core'
import type { Http, Setting } from '@llmrr/provider-kit'

interface WireModel {
  readonly name: string
  readonly modified_at?: string
  readonly details?: { readonly family?: string; readonly parameter_size?: string }
  readonly remote_host?: string
  /** Of newer servers: `completion`, `tools`, `thinking`, `vision`, `embedding`, `insert`, `audio`. */
  readonly capabilities?: readonly string[]
}

const features: Readonly<Record<string, Feature>> = { tools: 'tools', thinking: 'reasoning' }

const capabilitiesOf = ({ name, capabilities }: WireModel): readonly CapabilityName[] => {
  if (!capabilities) return guessCapabilities(name)
  if (capabilities.includes('embedding')) return ['embed']
  return capabilities.includes('insert') ? ['chat', 'complete'] : ['chat']
}

/** What an entry of the list of installed models tells. */
export function readModel(entry: WireModel, source: string, asOf: string): ModelInfo {
  const { name, details, capabilities: can } = entry
  const input: Modality[] = ['text', ...(can?.includes('vision') ? (['image'] as const) : [])]
  return {
    id: name,
    capabilities: capabilitiesOf(entry),
    ...(details?.family !== undefined && { family: details.family }),
    ...(can && {
      input,
      features: [...can.flatMap((one) => features[one] ?? []), 'structured-output', 'temperature'] as const,
    }),
    openWeights: true,
    source,
    asOf,
  }
}

/** The models that are installed, or that the cloud serves. */
export const listModels =
  (http: Http, root: Setting<string>) =>
  async (context: Context): Promise<readonly ModelInfo[]> => {
    const { body } = await http.json<{ readonly models?: readonly WireModel[] }>(
      { method: 'GET', path: '/api/tags' },
      context,
    )
    const source = `${read(root, context.host)}/api/tags`
    const asOf = dayOf(context.host.now())
    return (body.models ?? []).map((entry) => readModel(entry, source, asOf))
  }
