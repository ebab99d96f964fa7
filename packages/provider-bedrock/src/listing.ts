import { isLLMError } from '@llmrr/core'
import { dayOf, inOurWords } from '@llmrr/provider-kit'
import { addressOf } from './regions.ts'
import type { CapabilityName, Context, Feature, Modality, ModelInfo } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { Place } from './regions.ts'

interface WireModel {
  readonly modelArn?: string
  readonly modelId: string
  readonly modelName?: string
  readonly providerName?: string
  readonly inputModalities?: readonly string[]
  readonly outputModalities?: readonly string[]
  readonly modelLifecycle?: { readonly status?: string; readonly legacyTime?: string; readonly endOfLifeTime?: string }
  /** These are sent, and stand in no model of the API. */
  readonly converse?: {
    readonly maxTokensMaximum?: number | null
    readonly reasoningSupported?: unknown
    readonly userDocumentTypesSupported?: readonly string[] | null
  } | null
  readonly explicitPromptCaching?: { readonly isSupported?: boolean } | null
}

interface WireProfile {
  readonly inferenceProfileId: string
  readonly inferenceProfileName?: string
  readonly models?: readonly { readonly modelArn?: string }[]
  readonly status?: string
}

interface WireCustomModel {
  readonly modelArn: string
  readonly modelName?: string
  readonly baseModelArn?: string
}

const modalities: Readonly<Record<string, Modality>> = {
  TEXT: 'text',
  IMAGE: 'image',
  VIDEO: 'video',
  AUDIO: 'audio',
  SPEECH: 'audio',
}

function capabilitiesOf({ modelId, outputModalities = [] }: WireModel): readonly CapabilityName[] {
  if (/rerank/.test(modelId)) return ['rerank']
  if (outputModalities.includes('EMBEDDING')) return ['embed']
  if (outputModalities.includes('TEXT')) return /anthropic\./.test(modelId) ? ['chat', 'countTokens'] : ['chat']
  return outputModalities.includes('IMAGE') ? ['image'] : []
}

const day = (moment: string | undefined): string | undefined => moment?.slice(0, 10)

function infoOf(wire: WireModel, source: string, asOf: string): ModelInfo {
  const { modelId: id, modelName: name, modelLifecycle: life, converse, explicitPromptCaching } = wire
  const deprecated = day(life?.legacyTime)
  const retires = day(life?.endOfLifeTime)
  const readsDocuments = (converse?.userDocumentTypesSupported?.length ?? 0) > 0
  const features: Feature[] = [
    ...(converse?.reasoningSupported ? (['reasoning'] as const) : []),
    ...(explicitPromptCaching?.isSupported ? (['prompt-caching'] as const) : []),
  ]
  return {
    id,
    ...(name !== undefined && { name }),
    capabilities: capabilitiesOf(wire),
    ...(converse?.maxTokensMaximum != null && { maxOutput: converse.maxTokensMaximum }),
    input: [...inOurWords(wire.inputModalities, modalities), ...(readsDocuments ? (['document'] as const) : [])],
    output: inOurWords(wire.outputModalities, modalities),
    ...(features.length > 0 && { features }),
    ...(deprecated && { deprecated }),
    ...(retires && { retires }),
    source,
    asOf,
  }
}

/** Nothing where the account may not look; everything else is thrown. */
async function ifAllowed<T>(look: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await look()
  } catch (error) {
    if (isLLMError(error, 'permission', 'auth', 'not-found', 'unsupported')) return []
    throw error
  }
}

/**
 * Asks for the models of a region: those of the vendors, the inference profiles through which most are called, and the
 * account's own. What an account may not list is left out, except the first.
 */
export const listModels =
  (http: Http, place: Place) =>
  async (context: Context): Promise<readonly ModelInfo[]> => {
    const base = addressOf(place, 'control', context)
    const asOf = dayOf(context.host.now())

    async function pages<T>(path: string, field: string): Promise<readonly T[]> {
      const all: T[] = []
      for (let nextToken: string | undefined; ;) {
        const { body } = await http.json<{ readonly [field: string]: unknown }>(
          { method: 'GET', path: base + path, query: { maxResults: 1000, nextToken } },
          context,
        )
        all.push(...((body[field] as readonly T[] | undefined) ?? []))
        const token = body['nextToken'] as string | undefined
        if (!token || token === nextToken) return all
        nextToken = token
      }
    }

    const path = `${base}/foundation-models`
    const { body } = await http.json<{ readonly modelSummaries?: readonly WireModel[] }>(
      { method: 'GET', path },
      context,
    )
    const wires = body.modelSummaries ?? []
    const profiles = await ifAllowed(() => pages<WireProfile>('/inference-profiles', 'inferenceProfileSummaries'))
    const own = await ifAllowed(() => pages<WireCustomModel>('/custom-models', 'modelSummaries'))
    const models = wires.map((wire) => infoOf(wire, path, asOf))
    const byId = new Map(models.map((model) => [model.id, model]))
    const baseOf = (arn: string | undefined): ModelInfo | undefined => byId.get(arn?.split('/').at(-1) ?? '')
    const named = (id: string, name: string | undefined, arn: string | undefined, source: string): ModelInfo => ({
      capabilities: ['chat'],
      ...baseOf(arn),
      id,
      ...(name !== undefined && { name }),
      source,
      asOf,
    })
    return [
      ...models,
      ...profiles
        .filter(({ status }) => status === undefined || status === 'ACTIVE')
        .map(({ inferenceProfileId: id, inferenceProfileName: name, models: [first] = [] }) =>
          named(id, name, first?.modelArn, `${base}/inference-profiles`),
        ),
      ...own
        .filter(({ modelArn }) => modelArn !== undefined && !byId.has(modelArn))
        .flatMap(({ modelArn, modelName, baseModelArn }) =>
          modelArn.includes(':custom-model/')
            ? [named(modelArn, modelName, baseModelArn, `${base}/custom-models`)]
            : [],
        ),
    ]
  }
