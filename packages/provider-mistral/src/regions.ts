import type { ModelInfo } from '@llmrr/core'

/** Where inference can be kept. */
export type Region = 'eu' | 'us'

/** Where a region is reached; the global address says nothing of where inference runs. */
export const addressOf = (region: Region | undefined): string =>
  `https://api.${region === undefined ? '' : `${region}.`}mistral.ai/v1`

/** The region of an address; `undefined` for the global one and for others. */
export const regionOf = (address = ''): Region | undefined =>
  /^https:\/\/api\.(eu|us)\.mistral\.ai(?:\/|$)/.exec(address)?.[1] as Region | undefined

// Ten decimals, so that no error of a binary fraction shows.
const times = (price: number, factor: number): number => Math.round(price * factor * 1e10) / 1e10

/** The models at the prices of a region, which core does not know of. */
export const inRegion = <Id extends string>(
  models: readonly ModelInfo<Id>[],
  region: Region | undefined,
): readonly ModelInfo<Id>[] =>
  models.map((model) => {
    const factor = region && model.price?.regions?.[region]
    if (!model.price || factor === undefined) return model
    const { regions: _, prices, ...price } = model.price
    const raised = Object.entries(prices).map(([meter, one]) => [meter, times(one, factor)])
    return { ...model, price: { ...price, prices: Object.fromEntries(raised) as typeof prices } }
  })
