import type { Cost, Meter, PriceList, Prices, Usage } from './usage.ts'

/** What a price depends on beside the usage. */
export interface PriceOptions {
  /** As the service names it; looked up in the list's `factors`. */
  readonly serviceTier?: string
  /** The call was part of a batch: the factor `batch` applies. */
  readonly batch?: boolean
  readonly region?: string
  /** When the call was made, in milliseconds since the epoch, for prices that vary with the time of day. */
  readonly at?: number
  /** Called once for a meter that was used and has no price, its parent none either; or whose count is no count. */
  readonly warn?: (meter: string) => void
}

// Meters priced per million; the others are priced by the unit.
const perMillion = /^(?:input|cache|output|reasoning|audio|imageI|imageO|video|characters)/
const inputSide = /^(?:input|cache|audioInput|imageInput|videoInput)/

const parentOf = (meter: string): Meter | undefined =>
  meter === 'cacheWriteLong'
    ? 'cacheWrite'
    : meter !== 'input' && inputSide.test(meter)
      ? 'input'
      : /^(?:reasoning|audioO|imageO)/.test(meter)
        ? 'output'
        : undefined

const million = 1_000_000n
// Six decimals are kept of counts (seconds may have fractions) and of factors.
const micro = (value: number): bigint =>
  Number.isInteger(value) ? BigInt(value) * million : BigInt(Math.round(value * 1e6))

const priced = (prices: Prices, meter: string | undefined): number | undefined =>
  meter === undefined ? undefined : ((prices as { [meter: string]: number })[meter] ?? priced(prices, parentOf(meter)))

/** The prices for a prompt of so many tokens: those of the highest step that it exceeds. */
function pricesFor({ prices, above = [] }: PriceList, prompt: number): Prices {
  let floor = -1
  let chosen = prices
  for (const step of above) {
    if (prompt <= step.input || step.input <= floor) continue
    floor = step.input
    chosen = { ...prices, ...step.prices }
  }
  return chosen
}

/** The factors of the time of day, in milliseconds since the epoch. */
function factorsAt({ timeOfDay }: PriceList, at: number): readonly number[] | undefined {
  if (!timeOfDay) return undefined
  const date = new Date(at)
  const clock = date.toISOString().slice(11, 16)
  return timeOfDay.flatMap(({ from, to, days, factor }) =>
    (from <= to ? clock >= from && clock < to : clock >= from || clock < to) &&
    days?.includes(date.getUTCDay()) !== false
      ? factor
      : [],
  )
}

/** What so many tokens cost at a time, in dollars and near enough to compare; `Infinity` where a price is missing. */
export function estimate(input: number, output: number, list: PriceList, at: number): number {
  const prices = list.above ? pricesFor(list, input) : list.prices
  const { input: read = Infinity, output: write = Infinity } = prices
  let usd = ((input && input * read) + (output && output * write)) / 1e6
  for (const factor of factorsAt(list, at) ?? []) usd *= factor
  return usd
}

/**
 * What a usage costs by a price list: one dot product in integers, then the factors, then one rounding, half up, to
 * nano-dollars. A meter without a price takes its parent's (`cacheWriteLong` that of `cacheWrite`; cache, audio, image and video
 * input that of `input`; `reasoning`, audio and image output that of `output`). The list's long-prompt prices are chosen by all input meters together.
 *
 * @returns `undefined` when nothing was counted, or when a used meter has no price (then `warn` is told).
 */
export function priceOf(usage: Usage, list: PriceList, options: PriceOptions = {}): Cost | undefined {
  const used = Object.entries(usage) as [string, number | undefined][]
  let prompt = 0
  for (const [meter, count = 0] of used) if (inputSide.test(meter)) prompt += count
  const prices = pricesFor(list, prompt)
  let sum = 0n
  // What plain numbers hold exactly; most usages are no more than that.
  let plain = 0
  let counted = false
  for (const [meter, count] of used) {
    if (count === undefined) continue
    counted = true
    const price = priced(prices, meter)
    if (!(count >= 0 && count < Infinity) || (count > 0 && price === undefined)) {
      options.warn?.(meter)
      return undefined
    }
    if (!price) continue
    const pico = Math.round(price * (perMillion.test(meter) ? 1e6 : 1e12))
    const whole = plain + count * pico
    if (Number.isInteger(count) && whole <= Number.MAX_SAFE_INTEGER) plain = whole
    else sum += micro(count) * BigInt(pico)
  }
  if (!counted) return undefined
  sum += BigInt(plain) * million
  const { factors = {}, regions = {} } = list
  let scale = million
  const by = (factor = 1): void => {
    sum *= micro(factor)
    scale *= million
  }
  if (options.serviceTier !== undefined) by(factors[options.serviceTier])
  if (options.batch) by(factors['batch'])
  if (options.region !== undefined) by(regions[options.region])
  if (options.at !== undefined) factorsAt(list, options.at)?.forEach(by)
  // The sum is in pico-dollars with six decimals per scale; a nano-dollar is a thousand of them.
  const unit = scale * 1000n
  const nano = (sum * 2n + unit) / (unit * 2n)
  return { usd: Number(nano) / 1e9, source: 'catalogue', asOf: list.asOf }
}

/** The sum, meter by meter. `undefined` for none, and where one has not been counted. */
export function addUsages(usages: readonly Usage[]): Usage | undefined {
  const sum: { [meter: string]: number } = {}
  for (const usage of usages) {
    const counts = Object.entries(usage)
    if (counts.length === 0) return undefined
    for (const [meter, count] of counts) sum[meter] = (sum[meter] ?? 0) + count
  }
  return usages.length > 0 ? sum : undefined
}

/** The sum, in integer nano-dollars, so that no order and no number of terms makes a difference. `undefined` for none. */
export function addCosts(costs: readonly Cost[]): Cost | undefined {
  if (costs.length < 2) return costs[0]
  let nano = 0
  let asOf: string | undefined
  for (const cost of costs) {
    nano += Math.round(cost.usd * 1e9)
    if (cost.asOf !== undefined && (asOf === undefined || cost.asOf < asOf)) asOf = cost.asOf
  }
  const source = costs.some((cost) => cost.source === 'catalogue') ? 'catalogue' : 'reported'
  return { usd: nano / 1e9, source, ...(asOf !== undefined && { asOf }) }
}
