import { dayOf, read } from '@llmrr/provider-kit'
import { lacking } from './run.ts'
import type { CapabilityName, Context, Feature, ModelInfo, Prices } from '@llmrr/core'
import type { Http, Setting } from '@llmrr/provider-kit'

interface Price {
  /** Such as `per M input tokens`. */
  readonly unit?: string
  readonly price?: number
  readonly currency?: string
}

interface WireModel {
  readonly name: string
  readonly task?: { readonly name?: string }
  readonly properties?: readonly { readonly property_id?: string; readonly value?: unknown }[]
}

interface WirePage {
  readonly result?: readonly WireModel[]
  readonly result_info?: { readonly total_count?: number }
}

const tasks: Readonly<Record<string, CapabilityName>> = {
  'Text Generation': 'chat',
  'Text Embeddings': 'embed',
  'Text-to-Image': 'image',
  'Text-to-Speech': 'speech',
  'Automatic Speech Recognition': 'transcribe',
}

const meters: readonly (readonly [RegExp, keyof Prices])[] = [
  [/cached input tokens/i, 'cacheRead'],
  [/input tokens/i, 'input'],
  [/output tokens/i, 'output'],
]

const priceOf = (list: readonly Price[]): Prices =>
  Object.fromEntries(
    list.flatMap(({ unit = '', price, currency = 'USD' }) => {
      const meter = /per M/.test(unit) ? meters.find(([pattern]) => pattern.test(unit))?.[1] : undefined
      return meter && price !== undefined && currency === 'USD' ? [[meter, price]] : []
    }),
  )

/** What an entry of the model search tells; `undefined` for a task that is no capability here. */
export function readModel(entry: WireModel, source: string, asOf: string): ModelInfo | undefined {
  const task = entry.task?.name ?? ''
  const capability = /rerank/i.test(entry.name) ? 'rerank' : tasks[task]
  if (!capability) return undefined
  const facts = new Map(entry.properties?.map(({ property_id: id = '', value }) => [id, value]))
  const window = Number(facts.get('context_window'))
  const has = (name: string): boolean => String(facts.get(name)) === 'true'
  const features: Feature[] = [
    ...(has('function_calling') ? (['tools'] as const) : []),
    ...(has('reasoning') ? (['reasoning'] as const) : []),
  ]
  const prices = Array.isArray(facts.get('price')) ? priceOf(facts.get('price') as Price[]) : {}
  return {
    id: entry.name,
    capabilities: [capability],
    ...(window > 0 && { contextWindow: window }),
    ...(capability === 'chat' && { features }),
    ...(Object.keys(prices).length > 0 && { price: { prices, source, asOf } }),
    source,
    asOf,
  }
}

const perPage = 100

/** The models of the account, page by page, as the model search has them. */
export const listModels =
  (http: Http, baseURL: Setting<string>) =>
  async (context: Context): Promise<readonly ModelInfo[]> => {
    const found: ModelInfo[] = []
    const asOf = dayOf(context.host.now())
    // The account is part of the address, and so of nothing that is shown.
    const source = `${read(baseURL, context.host).replace(/\/accounts\/[^/]+/, '')}/models/search`
    for (let page = 1, seen = 0, total = 1; seen < total; page++) {
      const query = { per_page: perPage, page, hide_experimental: false }
      const { body } = await http.json<WirePage>({ method: 'GET', path: '/models/search', query }, context)
      const entries = body.result
      if (!Array.isArray(entries)) throw lacking('a list of models', context)
      found.push(...entries.flatMap((entry) => readModel(entry, source, asOf) ?? []))
      seen += entries.length
      total = entries.length < perPage ? 0 : (body.result_info?.total_count ?? seen)
    }
    return found
  }
