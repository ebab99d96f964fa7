import type { Cost, Usage } from '@llmrr/core'

/** `-` for what is not known. */
export const unknown = '-'

/** `840 ms`, `1.24 s`. */
export const milliseconds = (ms: number | undefined): string =>
  ms === undefined ? unknown : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`

/** Dollars with as many digits as a small amount needs. */
export function dollars(cost: Pick<Cost, 'usd'> | undefined): string {
  if (!cost) return unknown
  if (cost.usd === 0) return '$0'
  return `$${cost.usd < 0.01 ? cost.usd.toFixed(9).replace(/0+$/, '') : cost.usd.toFixed(4)}`
}

const inputMeters = [
  'input',
  'cacheRead',
  'cacheWrite',
  'cacheWriteLong',
  'audioInput',
  'imageInput',
  'videoInput',
] as const
const outputMeters = ['output', 'reasoning', 'audioOutput', 'imageOutput'] as const

const total = (usage: Usage, meters: readonly (keyof Usage & string)[]): number | undefined => {
  const counts = meters.flatMap((meter) => usage[meter as 'input'] ?? [])
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0)
}

/** `31 in, 84 out`. */
export function tokens(usage: Usage | undefined): string {
  if (!usage) return unknown
  const input = total(usage, inputMeters)
  const output = total(usage, outputMeters)
  return (
    [input !== undefined && `${input} in`, output !== undefined && `${output} out`].filter(Boolean).join(', ') ||
    unknown
  )
}
