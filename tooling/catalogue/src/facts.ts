import { capabilityNames } from '@llmrr/core'
import type { Feature, Modality, ModelInfo, PriceList } from '@llmrr/core'
import { effortOrder } from './convert.ts'
import { hasUnit } from './units.ts'

const features: { readonly [F in Feature]: true } = {
  tools: true,
  'structured-output': true,
  reasoning: true,
  temperature: true,
  'prompt-caching': true,
}
const modalities: { readonly [M in Modality]: true } = {
  text: true,
  image: true,
  audio: true,
  video: true,
  document: true,
}

const datePattern = /^\d{4}(-\d{2}(-\d{2})?)?$/

/** A real calendar date, written `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
export function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !datePattern.test(value)) return false
  const time = Date.parse(value)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value)
}

/**
 * What is wrong with the facts of a service's models, one sentence each that begins with the model. `deprecated` are the ids that the
 * source calls deprecated; each needs the date of its retirement.
 */
export function factProblems(models: readonly ModelInfo[], deprecated: ReadonlySet<string> = new Set()): string[] {
  const ids = new Set(models.map((model) => model.id))
  const repeated = models.length > ids.size ? ['an id stands twice in the list'] : []
  return [
    ...repeated,
    ...models.flatMap((model) =>
      modelProblems(model, ids, deprecated.has(model.id)).map((problem) => `${model.id}: ${problem}`),
    ),
  ]
}

function modelProblems(model: ModelInfo, ids: ReadonlySet<string>, deprecated: boolean): string[] {
  const found: string[] = []
  const dated = model.retires !== undefined || model.deprecated !== undefined
  if (deprecated && !dated)
    found.push('is deprecated in the source but has no date; an override has to give "retires" or "deprecated"')
  if (model.successor !== undefined && !dated)
    found.push('has a successor but no date of its own retirement; give "retires" or "deprecated"')
  if (model.successor !== undefined && !ids.has(model.successor))
    found.push(`its successor "${model.successor}" is not in the catalogue`)
  if (model.capabilities.length === 0)
    found.push('nothing tells what it can be used for; an override has to give "capabilities", or "remove" it')
  for (const field of ['released', 'deprecated', 'retires', 'knowledge'] as const) {
    if (model[field] !== undefined && !isDate(model[field]))
      found.push(`"${field}" is no date: ${JSON.stringify(model[field])}`)
  }
  if (model.released && model.retires && model.retires < model.released) found.push('retires before it was released')
  for (const field of ['contextWindow', 'maxInput', 'maxOutput'] as const) {
    const tokens = model[field]
    if (tokens !== undefined && !(Number.isInteger(tokens) && tokens > 0))
      found.push(`"${field}" is no number of tokens: ${JSON.stringify(tokens)}`)
  }
  found.push(...strangers('capability', model.capabilities, capabilityNames))
  found.push(...strangers('modality', [...(model.input ?? []), ...(model.output ?? [])], Object.keys(modalities)))
  found.push(...strangers('feature', model.features ?? [], Object.keys(features)))
  found.push(...strangers('effort', model.efforts ?? [], effortOrder))
  found.push(...provenanceProblems('', model))
  for (const field of ['regions', 'compliance'] as const)
    if (model[field]) found.push(...provenanceProblems(`${field} `, model[field]))
  for (const [index, score] of Object.entries(model.quality ?? {}))
    found.push(...provenanceProblems(`quality ${index} `, score))
  if (model.price) found.push(...priceProblems(model.price))
  return found
}

function priceProblems(price: PriceList): string[] {
  const tables = [price.prices, ...(price.above ?? []).map((tier) => tier.prices)]
  const factors = Object.entries({ ...price.factors, ...price.regions })
  return [
    ...tables.flatMap((table) =>
      Object.entries(table).flatMap(([meter, amount]) => [
        ...(hasUnit(meter)
          ? []
          : [`a price of "${meter}" has no unit; meters with a unit are in tooling/catalogue/src/units.ts`]),
        ...(Number.isFinite(amount) && amount >= 0
          ? []
          : [`the price of "${meter}" is no amount: ${JSON.stringify(amount)}`]),
      ]),
    ),
    ...factors.flatMap(([name, factor]) =>
      Number.isFinite(factor) && factor > 0 ? [] : [`the factor "${name}" is ${JSON.stringify(factor)}`],
    ),
    ...provenanceProblems('price ', price),
  ]
}

function provenanceProblems(what: string, from: { readonly source?: unknown; readonly asOf?: unknown }): string[] {
  const found: string[] = []
  if (typeof from.source !== 'string' || from.source === '') found.push(`${what}has no source`)
  if (!isDate(from.asOf) || String(from.asOf).length !== 10) found.push(`${what}has no date (YYYY-MM-DD)`)
  return found
}

const strangers = (what: string, words: readonly string[], known: readonly string[]): string[] =>
  words.filter((word) => !known.includes(word)).map((word) => `unknown ${what} "${word}"`)
