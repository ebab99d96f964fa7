import { ranked } from './ranked.ts'
import type { Candidate, StrategyContext } from '../call.ts'

const forgetMs = 30_000

/**
 * What a candidate would cost in time now: its mean time to an answer, times how many wait there already. A measurement grows less certain as it
 * ages, and drifts towards the best within half a minute, so that a target that has recovered is found out. Unknown counts as the best.
 */
export function loadOf(candidates: readonly Candidate[], { now, stream }: StrategyContext): (one: Candidate) => number {
  const slot = stream ? 1 : 0
  let best = Infinity
  for (const { vitals } of candidates) {
    const known = vitals.latency[slot]
    if (known && known.mean < best) best = known.mean
  }
  if (best === Infinity) best = 1
  return ({ vitals: { latency, inFlight } }) => {
    const known = latency[slot]
    const mean = known ? best + (known.mean - best) * Math.exp((known.at - now) / forgetMs) : best
    return mean * (inFlight + 1)
  }
}

/** Two distinct candidates by chance, the less loaded of them first; the others by load. */
export function bySpeed(candidates: readonly Candidate[], context: StrategyContext): readonly Candidate[] {
  const count = candidates.length
  if (count < 2) return candidates
  const load = loadOf(candidates, context)
  const first = Math.floor(context.random() * count)
  const second = (first + 1 + Math.floor(context.random() * (count - 1))) % count
  const [a, b] = [candidates[first] as Candidate, candidates[second] as Candidate]
  const chosen = load(b) < load(a) ? b : a
  return ranked(candidates, (one) => (one === chosen ? -Infinity : load(one)))
}
