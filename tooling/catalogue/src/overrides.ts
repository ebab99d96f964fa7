import type { ModelInfo, PriceList, Prices } from '@llmrr/core'
import * as v from 'valibot'
import { defined, sortEfforts, type Provenance } from './convert.ts'
import { shapeProblems } from './format.ts'

const fact = v.optional(v.nullable(v.unknown()))
const date = v.pipe(v.string(), v.isoDate())
const clock = v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM'))
const words = v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.minLength(1))
const priceTable = v.record(v.string(), v.nullable(v.pipe(v.number(), v.minValue(0))))

/** Facts of a model that an override may set, as `ModelInfo` has them; `null` takes one away. */
const facts = v.strictObject({
  name: fact,
  family: fact,
  capabilities: v.optional(words),
  contextWindow: fact,
  maxInput: fact,
  maxOutput: fact,
  input: v.optional(words),
  output: v.optional(words),
  features: v.optional(v.array(v.string())),
  efforts: v.optional(v.nullable(words)),
  released: fact,
  deprecated: fact,
  retires: fact,
  successor: fact,
  openWeights: fact,
  knowledge: fact,
  // These become facts with the source and date of the override.
  quality: v.optional(v.record(v.string(), v.number())),
  regions: v.optional(words),
  compliance: v.optional(words),
})

const override = v.strictObject({
  /** Ids, or patterns with `*`. An id that the source does not have makes a new model, which needs `set.capabilities`. */
  models: words,
  /** Who says so: a page, a package with its version. */
  source: v.pipe(v.string(), v.nonEmpty()),
  /** When it was read, `YYYY-MM-DD`. */
  asOf: date,
  /** Why, for whoever reads the file. */
  note: v.optional(v.string()),
  /** Leaves the model out. */
  remove: v.optional(v.literal(true)),
  set: v.optional(facts),
  /** Prices by meter, over those that are there; `null` takes one away. */
  prices: v.optional(priceTable),
  /** Prices of long prompts, instead of those that are there. */
  above: v.optional(v.nullable(v.array(v.strictObject({ input: v.number(), prices: priceTable })))),
  /** Prices that follow from another meter's, in every tier: `{ "cacheWriteLong": ["input", 2] }`. */
  multiples: v.optional(v.record(v.string(), v.tuple([v.string(), v.number()]))),
  /** Factors on the sum by service tier, or `batch`, over those that are there; `null` takes one away. */
  factors: v.optional(priceTable),
  timeOfDay: v.optional(
    v.array(
      v.strictObject({
        from: clock,
        to: clock,
        factor: v.number(),
        days: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6)))),
      }),
    ),
  ),
  /** Factors by region. */
  priceRegions: v.optional(v.record(v.string(), v.number())),
})

const overridesFile = v.strictObject({ $comment: v.optional(v.string()), overrides: v.array(override) })

/** One correction by hand, with its source and date. */
export type Override = v.InferOutput<typeof override>

/** What a package without `models.overrides.json` has. */
export const noOverrides = '{ "overrides": [] }'

/** Reads `models.overrides.json`. An override without source or date, or with a field that has no meaning, is a problem. */
export function readOverrides(text: string): { overrides: readonly Override[]; problems: readonly string[] } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { overrides: [], problems: [`models.overrides.json is not JSON: ${(error as Error).message}`] }
  }
  const parsed = v.safeParse(overridesFile, json)
  if (parsed.success) return { overrides: parsed.output.overrides, problems: [] }
  return { overrides: [], problems: shapeProblems(parsed.issues).map((problem) => `models.overrides.json: ${problem}`) }
}

function matches(id: string, pattern: string): boolean {
  const literals = pattern.split('*').map((literal) => literal.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
  return new RegExp(`^${literals.join('.*')}$`).test(id)
}

/** Applies the overrides in their order, so a later one wins. */
export function applyOverrides(
  models: readonly ModelInfo[],
  overrides: readonly Override[],
): { models: readonly ModelInfo[]; problems: readonly string[] } {
  const byId = new Map(models.map((model) => [model.id, model]))
  const problems: string[] = []
  for (const [index, one] of overrides.entries()) {
    for (const pattern of one.models) {
      const ids = [...byId.keys()].filter((id) => matches(id, pattern))
      if (ids.length === 0) {
        if (one.set?.capabilities && !pattern.includes('*')) ids.push(pattern)
        else
          problems.push(
            `models.overrides.json: overrides.${index} is for "${pattern}", which is no model; a new one needs "set.capabilities"`,
          )
      }
      for (const id of ids) {
        if (one.remove) byId.delete(id)
        else byId.set(id, applyOne(byId.get(id) ?? { id, capabilities: [], source: one.source, asOf: one.asOf }, one))
      }
    }
  }
  return { models: [...byId.values()], problems }
}

function applyOne(model: ModelInfo, one: Override): ModelInfo {
  const from = { source: one.source, asOf: one.asOf }
  const { quality, regions, compliance, efforts, ...set } = one.set ?? {}
  const price = overridePrice(model.price, one)
  return withoutNull({
    ...model,
    ...set,
    ...(efforts !== undefined && { efforts: efforts && sortEfforts(efforts) }),
    ...(quality && { quality: { ...model.quality, ...mapValues(quality, (value) => ({ value, ...from })) } }),
    ...(regions && { regions: { value: regions, ...from } }),
    ...(compliance && { compliance: { value: compliance, ...from } }),
    ...(price && { price }),
    ...(one.set && join(model, from)),
  } as ModelInfo)
}

function overridePrice(old: PriceList | undefined, one: Override): PriceList | undefined {
  const { prices, above, multiples, factors, timeOfDay, priceRegions } = one
  if (!prices && above === undefined && !multiples && !factors && !timeOfDay && !priceRegions) return old
  const own = withoutNull({ ...old?.prices, ...prices }) as Prices
  // A factor or a multiple of nothing says nothing, so a model without prices stays without.
  if (Object.keys(own).length === 0) return undefined
  const tiers =
    above === null
      ? undefined
      : (above?.map((tier) => ({ input: tier.input, prices: withoutNull(tier.prices) as Prices })) ?? old?.above)
  const from = { source: one.source, asOf: one.asOf }
  const replaced = prices !== undefined && Object.keys(old?.prices ?? {}).every((meter) => meter in prices)
  return defined({
    prices: withMultiples(own, multiples),
    above: tiers?.map((tier) => ({ input: tier.input, prices: withMultiples(tier.prices, multiples) })),
    factors:
      factors || old?.factors
        ? (withoutNull({ ...old?.factors, ...factors }) as { [name: string]: number })
        : undefined,
    timeOfDay: timeOfDay ?? old?.timeOfDay,
    regions: priceRegions ?? old?.regions,
    ...(old && !replaced ? join(old, from) : from),
  })
}

function withMultiples(prices: Prices, multiples: Override['multiples']): Prices {
  const more = Object.entries(multiples ?? {}).flatMap(([meter, [of, by]]) => {
    const price = (prices as { [meter: string]: number | undefined })[of]
    return price === undefined ? [] : [[meter, Number((price * by).toPrecision(12))]]
  })
  return { ...prices, ...Object.fromEntries(more) }
}

/** What stands on two sources names both, and is no newer than the older one. */
function join(old: Provenance, more: Provenance): Provenance {
  const sources = new Set([...old.source.split(', '), more.source])
  return { source: [...sources].join(', '), asOf: old.asOf < more.asOf ? old.asOf : more.asOf }
}

const withoutNull = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null)) as T

const mapValues = <A, B>(record: { readonly [key: string]: A }, map: (value: A) => B): { [key: string]: B } =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
