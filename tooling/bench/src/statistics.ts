/** Middle and spread (first and third quartile) of a sample. */
export interface Summary {
  readonly median: number
  readonly low: number
  readonly high: number
}

const quantile = (sorted: readonly number[], at: number): number => {
  const place = at * (sorted.length - 1)
  const below = Math.floor(place)
  const lower = sorted[below]!
  return lower + (place - below) * ((sorted[below + 1] ?? lower) - lower)
}

/** Summarises a sample that is not empty. */
export function summarise(sample: readonly number[]): Summary {
  const sorted = sample.toSorted((a, b) => a - b)
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) }
}

/**
 * Median of the ratios of two samples taken in the same rounds: what the machine does to one it does to the other, so this
 * is steadier than a ratio of medians.
 */
export const pairedRatio = (sample: readonly number[], base: readonly number[]): Summary =>
  summarise(sample.map((value, round) => value / base[round]!))
