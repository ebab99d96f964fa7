import type { Cost } from '@llmrr/core'

/** What a reply says that it cost. Sums of fractions are told with their rounding errors, so nano-dollars are counted. */
export const costOf = (usd: number | null | undefined): { readonly cost?: Cost } =>
  usd == null ? {} : { cost: { usd: Math.round(usd * 1e9) / 1e9, source: 'reported' } }
