import { priceOf } from '@llmrr/core'
import type { Cost, Provider, Usage } from '@llmrr/core'

/** What a service said that an answer cost, beside what the prices of the catalogue make of its usage. */
export interface CostComparison {
  /** The model that answered. */
  readonly model: string
  /** United States dollars. */
  readonly reported: number
  /** Absent where the catalogue has no such model or price, or the answer no usage. */
  readonly computed?: number
}

/** Whether two costs are the same within 1 %; a service that rounds is allowed a millionth of a dollar. */
export const isSameCost = (a: number, b: number): boolean => Math.abs(a - b) <= Math.max(0.01 * Math.max(a, b), 1e-6)

/** What was told of an answer that costs depend on. */
interface Told {
  readonly model?: string
  readonly usage?: Usage
  readonly cost?: Cost
  readonly serviceTier?: string
}

/** Compares the cost that an answer reports with the catalogue's; `undefined` for an answer that reports none. */
export async function compareCosts(
  provider: Provider,
  asked: string,
  { model = asked, usage, cost, serviceTier }: Told,
): Promise<CostComparison | undefined> {
  if (cost?.source !== 'reported') return undefined
  const { models = [] } = (await provider.models?.()) ?? {}
  const { price } = models.find(({ id }) => id === model) ?? models.find(({ id }) => id === asked) ?? {}
  const computed = usage && price && priceOf(usage, price, { ...(serviceTier !== undefined && { serviceTier }) })
  return { model, reported: cost.usd, ...(computed && { computed: computed.usd }) }
}
