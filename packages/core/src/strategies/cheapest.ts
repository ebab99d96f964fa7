import { priceOf } from '../cost.ts'
import { needsOf } from './needs.ts'
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
    const priced = candidates
      .map((one) => {
        const { price } = one.info ?? {}
        return {
          one,
          usd: price ? (priceOf({ input, output }, price, { at: context.now })?.usd ?? Infinity) : Infinity,
        }
      })
      .toSorted((a, b) => a.usd - b.usd || 0)
    const limit = (priced[0]?.usd ?? 0) * 1.05
    const near = priced.filter(({ usd }) => usd <= limit && usd < Infinity).map(({ one }) => one)
    return [...bySpeed(near, context), ...priced.slice(near.length).map(({ one }) => one)]
  }
