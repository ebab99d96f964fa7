import type { Cost } from '@llmrr/core'

/** What a service says that an answer cost, in United States dollars, as a fact of a result; nothing where it does not say. */
export const reportedCost = (usd: number | null | undefined): { readonly cost?: Cost } =>
  usd == null ? {} : { cost: { usd, source: 'reported' } }

/** The price of a million tokens from that of one, with ten decimals, so that no error of a binary fraction shows. */
export const perMillion = (price: number | string): number => Math.round(Number(price) * 1e16) / 1e10
