import type { Meter, PriceList, Prices } from '@llmrr/core'

/**
 * The cost fields of models.dev: the meter that each one prices, and by what it is divided where its unit is larger than
 * ours. `null`: known, but no meter of ours counts it (Perplexity bills citation tokens; its replies state the whole cost).
 */
export const costFields: { readonly [field: string]: { readonly meter: Meter; readonly divide?: number } | null } = {
  input: { meter: 'input' },
  output: { meter: 'output' },
  reasoning: { meter: 'reasoning' },
  cache_read: { meter: 'cacheRead' },
  cached_input: { meter: 'cacheRead' },
  cache_write: { meter: 'cacheWrite' },
  input_audio: { meter: 'audioInput' },
  output_audio: { meter: 'audioOutput' },
  per_minute: { meter: 'seconds', divide: 60 },
  // Per 1,000 searches; only Perplexity's deep research has it.
  request: { meter: 'searches', divide: 1000 },
  citation: null,
}

/** Divides without the noise of binary fractions: 0.005, not 0.0050000000000000001. */
const quotient = (value: number, by: number): number => Number((value / by).toPrecision(12))

/**
 * Prices by meter. A 0 is left out: the source writes it for free, for unknown and for "priced in another unit" alike, and a
 * wrong 0 would make a model the cheapest of all. What is free by the service's own word is said in the overrides.
 */
export function readPrices(cost: { readonly [field: string]: unknown }): Prices {
  const prices: { [M in Meter]?: number } = {}
  for (const [field, rule] of Object.entries(costFields)) {
    const value = cost[field]
    if (rule && typeof value === 'number' && value > 0) prices[rule.meter] = quotient(value, rule.divide ?? 1)
  }
  return prices
}

/** A cost with its tiers, as the source writes it. */
export interface SourceCost {
  readonly [field: string]: unknown
  readonly context_over_200k?: { readonly [field: string]: unknown } | undefined
  readonly tiers?:
    | readonly { readonly [field: string]: unknown; readonly tier: { readonly size: number } }[]
    | undefined
}

/** Prices of long prompts, shortest first; the older field speaks only where the newer one is silent. */
export function readAbove(cost: SourceCost): PriceList['above'] {
  const tiers = (cost.tiers ?? []).map((tier) => ({ input: tier.tier.size, prices: readPrices(tier) }))
  const old = cost.context_over_200k
  if (tiers.length === 0 && old) tiers.push({ input: 200_000, prices: readPrices(old) })
  return tiers.length > 0 ? tiers.toSorted((a, b) => a.input - b.input) : undefined
}

/** A way of serving that the source describes: its prices, and the request fields that ask for it. */
export interface SourceMode {
  readonly cost?: { readonly [field: string]: unknown } | undefined
  readonly provider?: { readonly body?: { readonly [field: string]: unknown } | undefined } | undefined
}

/**
 * The factor of a mode, by the word that asks for it (`service_tier: priority`, `speed: fast`). `undefined` where its prices
 * are not one multiple of the model's: then an override has to say what they are.
 */
export function readFactor(base: Prices, mode: SourceMode): { name: string; factor: number } | undefined {
  const words = Object.values(mode.provider?.body ?? {})
  const prices = Object.entries(readPrices(mode.cost ?? {}))
  const ratios = new Set(prices.map(([meter, price]) => quotient(price, base[meter as Meter] ?? Number.NaN)))
  const [name] = words
  const [factor] = ratios
  if (words.length !== 1 || typeof name !== 'string') return undefined
  return ratios.size === 1 && factor !== undefined && factor > 0 ? { name, factor } : undefined
}
