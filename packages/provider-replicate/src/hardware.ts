import { priceOf } from '@llmrr/core'
import type { Cost, Usage } from '@llmrr/core'

/** Where the prices of hardware were published, and when they were last seen to be so. */
const published = { source: 'https://replicate.com/pricing', asOf: '2026-05-01' } as const

/**
 * United States dollars per second, by `sku`; several GPUs cost as many times as much. The A40s and several H100s are left out: no
 * list of that date has them. Setting up and idling are free for public models.
 */
export const hardwarePrices = {
  cpu: 0.0001,
  'gpu-t4': 0.000225,
  'gpu-l40s': 0.000975,
  'gpu-l40s-2x': 0.00195,
  'gpu-l40s-4x': 0.0039,
  'gpu-l40s-8x': 0.0078,
  'gpu-a100-large': 0.0014,
  'gpu-a100-large-2x': 0.0028,
  'gpu-a100-large-4x': 0.0056,
  'gpu-a100-large-8x': 0.0112,
  'gpu-h100': 0.001525,
} as const

/** Hardware whose price is known. */
export type HardwareSku = keyof typeof hardwarePrices

/** The names, for checking. */
export const hardwareSkus = Object.keys(hardwarePrices) as [HardwareSku, ...HardwareSku[]]

/** The cost of the seconds of a run on hardware that is known. */
export function costOf(usage: Usage | undefined, hardware: HardwareSku | undefined): Cost | undefined {
  const { seconds } = usage ?? {}
  if (hardware === undefined || seconds === undefined) return undefined
  return priceOf({ seconds }, { prices: { seconds: hardwarePrices[hardware] }, ...published })
}
