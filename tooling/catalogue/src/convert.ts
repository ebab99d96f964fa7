import type { Feature, Modality, ModelInfo, PriceList } from '@llmrr/core'
import * as v from 'valibot'
import { inferCapabilities } from './capability.ts'
import { readAbove, readFactor, readPrices } from './costs.ts'
import { shapeProblems, sourceModel, type SourceModel } from './format.ts'
import { readQuality } from './quality.ts'

/** Where a set of models was read, and when (`YYYY-MM-DD`). */
export interface Provenance {
  readonly source: string
  readonly asOf: string
}

/** A model read from the source: facts, whether the source calls it deprecated (it gives no date), and what could not be read. */
export interface Converted {
  readonly info?: ModelInfo
  readonly deprecated: boolean
  readonly problems: readonly string[]
}

/** Efforts, weakest first; `default` is the service's own choice. */
export const effortOrder: readonly string[] = ['none', 'default', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']

const modalities: { readonly [word: string]: Modality } = {
  text: 'text',
  image: 'image',
  audio: 'audio',
  video: 'video',
  pdf: 'document',
}
const modalityOrder = Object.values(modalities)

const readModalities = (words: readonly string[]): Modality[] =>
  modalityOrder.filter((modality) => words.some((word) => modalities[word] === modality))

const positive = (tokens: number | undefined): number | undefined => (tokens && tokens > 0 ? tokens : undefined)

/** Reads one model of the source. */
export function convert(id: string, raw: unknown, from: Provenance): Converted {
  const parsed = v.safeParse(sourceModel, raw)
  if (!parsed.success) return { deprecated: false, problems: shapeProblems(parsed.issues) }
  const model = parsed.output
  const { price, problems } = readPriceList(model, from)
  const capabilities = inferCapabilities(id, model)
  const chats = capabilities.includes('chat')
  const window = positive(model.limit.context)
  const input = positive(model.limit.input)
  const efforts = readEfforts(model)
  const unknownEfforts = efforts.filter((effort) => !effortOrder.includes(effort))
  const info: ModelInfo = {
    id,
    name: model.name,
    family: model.family,
    capabilities,
    contextWindow: window,
    maxInput: input !== undefined && window !== undefined && input < window ? input : undefined,
    // For other capabilities the source puts something else here, such as the length of a vector.
    maxOutput: chats ? positive(model.limit.output) : undefined,
    input: readModalities(model.modalities.input),
    output: readModalities(model.modalities.output),
    features: chats ? readFeatures(model, price) : undefined,
    efforts: efforts.length > 0 ? efforts : undefined,
    price,
    quality: readQuality(model.benchmarks ?? [], from.asOf),
    released: model.release_date,
    knowledge: model.knowledge,
    openWeights: model.open_weights || undefined,
    ...from,
  }
  return {
    info: defined(info),
    deprecated: model.status === 'deprecated',
    problems: [...problems, ...unknownEfforts.map((effort) => `unknown effort "${effort}"`)],
  }
}

function readPriceList(model: SourceModel, from: Provenance): { price?: PriceList; problems: string[] } {
  const cost = model.cost ?? {}
  const prices = readPrices(cost)
  if (Object.keys(prices).length === 0) return { problems: [] }
  const factors: { [name: string]: number } = {}
  const problems: string[] = []
  for (const [name, mode] of Object.entries(model.experimental?.modes ?? {})) {
    const factor = readFactor(prices, mode)
    if (factor) factors[factor.name] = factor.factor
    else problems.push(`the prices of mode "${name}" are not one multiple of the model's, asked for by one word`)
  }
  const above = readAbove(cost)
  return {
    price: defined({ prices, above, factors: Object.keys(factors).length > 0 ? factors : undefined, ...from }),
    problems,
  }
}

function readEfforts(model: SourceModel): string[] {
  const words = (model.reasoning_options ?? []).flatMap((option) => (option.type === 'effort' ? option.values : []))
  return sortEfforts(words.filter((word) => word !== null))
}

/** Efforts without repetition, weakest first. */
export const sortEfforts = (efforts: readonly string[]): string[] =>
  [...new Set(efforts)].toSorted((a, b) => effortOrder.indexOf(a) - effortOrder.indexOf(b))

function readFeatures(model: SourceModel, price: PriceList | undefined): Feature[] {
  const features: [Feature, boolean | undefined][] = [
    ['tools', model.tool_call],
    ['structured-output', model.structured_output],
    ['reasoning', model.reasoning],
    ['temperature', model.temperature],
    ['prompt-caching', price?.prices.cacheRead !== undefined],
  ]
  return features.filter(([, has]) => has).map(([feature]) => feature)
}

/** The same without the fields that are `undefined`: unknown is absent. */
export const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T
