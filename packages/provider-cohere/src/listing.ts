import { dayOf, read } from '@llmrr/provider-kit'
import type { CapabilityName, Context, Feature, ModelInfo } from '@llmrr/core'
import type { Http, Setting } from '@llmrr/provider-kit'

interface WireModel {
  readonly name: string
  readonly is_deprecated?: boolean
  readonly endpoints?: readonly string[] | null
  readonly context_length?: number
  readonly features?: readonly string[] | null
}

interface WireList {
  readonly models?: readonly WireModel[]
  readonly next_page_token?: string | null
}

const capabilities: Readonly<Record<string, CapabilityName>> = {
  chat: 'chat',
  embed: 'embed',
  rerank: 'rerank',
  transcribe: 'transcribe',
  transcriptions: 'transcribe',
}

const features: Readonly<Record<string, Feature>> = {
  tools: 'tools',
  json_schema: 'structured-output',
  reasoning: 'reasoning',
}

const known = <T>(table: Readonly<Record<string, T>>, words: readonly string[] | null | undefined): T[] => [
  ...new Set((words ?? []).flatMap((word) => (Object.hasOwn(table, word) ? [table[word]!] : []))),
]

function toModel(model: WireModel): Omit<ModelInfo, 'source' | 'asOf'> {
  const can = known(capabilities, model.endpoints)
  const isChat = can.includes('chat')
  return {
    id: model.name,
    capabilities: can,
    ...(model.context_length && { contextWindow: model.context_length }),
    ...(isChat && {
      input: model.features?.includes('vision') ? (['text', 'image'] as const) : (['text'] as const),
      output: ['text'] as const,
      features: [...known(features, model.features), 'temperature' as const],
    }),
  }
}

/** Cohere's model list, page by page, without what it has deprecated. */
export const listModels =
  (http: Http, baseURL: Setting<string>) =>
  async (context: Context): Promise<readonly ModelInfo[]> => {
    const path = '/v1/models'
    const facts = { source: `${read(baseURL, context.host)}${path}`, asOf: dayOf(context.host.now()) }
    const models: ModelInfo[] = []
    for (let page: string | undefined; ;) {
      const query = { page_size: 1000, page_token: page }
      const { body } = await http.json<WireList>({ method: 'GET', path, query }, context)
      for (const model of body.models ?? []) if (!model.is_deprecated) models.push({ ...toModel(model), ...facts })
      const next = body.next_page_token
      if (!next || next === page) return models
      page = next
    }
  }
