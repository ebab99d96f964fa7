import { estimate } from '../cost.ts'
import { needsOf } from './needs.ts'
import { ranked } from './ranked.ts'
import { bySpeed } from './speed.ts'
import type { Strategy } from '../call.ts'
import type { ChatSettings } from '../chat.ts'

/**
 * The lowest expected price of this request: its prompt (four characters to a token) and `maxOutputTokens`, or `expectedOutput` tokens (default 512). Within 5 % of
 * the lowest the faster one is first. Targets without a known price come last, in the order of the route.
 */
export const cheapest =
  ({ expectedOutput = 512 }: { readonly expectedOutput?: number } = {}): Strategy =>
  (candidates, context) => {
    const { maxOutputTokens: output = expectedOutput } = context.request as ChatSettings
    const input = Math.ceil(needsOf(context.request).characters / 4)
    const prices = candidates.map(({ info }) =>
      info?.price ? estimate(input, output, info.price, context.now) : Infinity,
    )
    const lowest = prices.reduce((least, price) => (price < least ? price : least), Infinity)
    const limit = Math.min(lowest * 1.05, Number.MAX_VALUE)
    const near = bySpeed(
      candidates.filter((_, at) => prices[at]! <= limit),
      context,
    )
    if (near.length === candidates.length) return near
    const dearer = candidates.filter((_, at) => !(prices[at]! <= limit))
    const left = prices.filter((price) => !(price <= limit))
    return [...near, ...ranked(dearer, (_, at) => left[at]!)]
  }
