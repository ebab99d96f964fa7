import type { Meter } from '@llmrr/core'

/** What one published price of a meter is for, as `priceOf` of core charges it. A price of a meter that is not here could not be charged. */
export const units: { readonly [M in Meter]: string } = {
  input: '1M tokens',
  cacheRead: '1M tokens',
  cacheWrite: '1M tokens',
  cacheWriteLong: '1M tokens',
  output: '1M tokens',
  reasoning: '1M tokens',
  audioInput: '1M tokens',
  audioOutput: '1M tokens',
  imageInput: '1M tokens',
  imageOutput: '1M tokens',
  videoInput: '1M tokens',
  images: 'image',
  seconds: 'second',
  characters: '1M characters',
  searches: 'search',
  pages: 'page',
  requests: 'request',
}

/** Whether a price of this meter has a unit. */
export const hasUnit = (meter: string): meter is Meter => Object.hasOwn(units, meter)
