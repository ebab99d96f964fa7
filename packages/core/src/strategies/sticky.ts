import { fraction, hashOf, sessionKey } from './hash.ts'
import type { Candidate, Strategy } from '../call.ts'

/**
 * Keeps a conversation on one target, so that its prompt cache is used: the one that a rendezvous hash gives, with no stored map, and with the least movement when targets come
 * and go. It goes first; the rest keep their order. A target that has more than twice the load of the average loses the conversation to the next.
 * The conversation is the request's `session`, its `cache.key`, or how it begins. Put it last: `pipe(fastest(), sticky())`.
 */
export const sticky = (): Strategy => (candidates, context) => {
  if (candidates.length < 2) return candidates
  const start = hashOf(`${sessionKey(context)} `)
  let total = 0
  for (const { vitals } of candidates) total += vitals.inFlight + 1
  const most = (2 * total) / candidates.length
  let first: Candidate | undefined
  let best = -Infinity
  for (const one of candidates) {
    // Weighted rendezvous: a share in proportion to the weight, and only what must move moves.
    const score = -one.weight / Math.log(fraction(one.key, start))
    if (score > best && one.vitals.inFlight + 1 <= most) [first, best] = [one, score]
  }
  return first ? [first, ...candidates.filter((one) => one !== first)] : candidates
}
