import type { ErrorCode } from '../errors.ts'

/** Votes of two seconds. */
export interface Bucket {
  readonly slot: number
  readonly ok: number
  readonly fail: number
}

/**
 * Whether a target may be asked. `closed`: yes. `open`: not before `until`. `half-open`: one real request at a time, the
 * probe. `ramp`: a growing share for thirty seconds. `disabled`: asking again cannot help before `until`.
 */
export type Health =
  | { readonly state: 'closed'; readonly failures: number; readonly buckets: readonly Bucket[] }
  | { readonly state: 'open'; readonly until: number; readonly opens: number }
  | { readonly state: 'half-open'; readonly opens: number; readonly probing: boolean }
  | { readonly state: 'ramp'; readonly since: number; readonly opens: number; readonly slow: number }
  | { readonly state: 'disabled'; readonly until: number; readonly code: ErrorCode }

/** One attempt's verdict on its target. */
export interface Vote {
  readonly ok: boolean
  readonly now: number
  /** When the attempt began. */
  readonly startedAt: number
  /** It was let in as the probe. */
  readonly probe: boolean
  /** It is only overdue yet, and may still answer. */
  readonly slow?: boolean
  /** From 0 to 1, for the length of an opening. */
  readonly chance: number
}

const bucketMs = 2000
const buckets = 10
const rampMs = 30_000

/** A target that nothing is known against. */
export const healthy0: Health = { state: 'closed', failures: 0, buckets: [] }

/** What time alone does: an opening ends, a ramp is done, a switched-off target may be probed. */
export function refresh(health: Health, now: number): Health {
  if (health.state === 'open' && now >= health.until) return { state: 'half-open', opens: health.opens, probing: false }
  if (health.state === 'disabled' && now >= health.until) return { state: 'half-open', opens: 0, probing: false }
  if (health.state === 'ramp' && now >= health.since + rampMs) return healthy0
  return health
}

const opened = (opens: number, { now, chance, slow }: Vote): Health => ({
  state: 'open',
  // Slowness is less certain than a failure: a healthy target, too, is sometimes beaten. It is looked at again sooner.
  until: now + Math.min(slow ? 10_000 : 30_000, 5000 * 2 ** opens) * (0.8 + 0.4 * chance),
  opens,
})

/** The state after a vote. Votes of attempts from before the state began say nothing about it and are ignored. */
export function vote(before: Health, verdict: Vote): Health {
  const { ok, now } = verdict
  const health = refresh(before, now)
  switch (health.state) {
    case 'closed': {
      const slot = Math.floor(now / bucketMs)
      const kept = health.buckets.filter((bucket) => bucket.slot > slot - buckets)
      const last = kept.at(-1)?.slot === slot ? kept.pop() : undefined
      kept.push({ slot, ok: (last?.ok ?? 0) + (ok ? 1 : 0), fail: (last?.fail ?? 0) + (ok ? 0 : 1) })
      const failures = ok ? 0 : health.failures + 1
      let [votes, fails] = [0, 0]
      for (const bucket of kept) {
        votes += bucket.ok + bucket.fail
        fails += bucket.fail
      }
      const sick = !ok && (failures >= 5 || (votes >= 5 && fails * 2 >= votes))
      return sick ? opened(0, verdict) : { state: 'closed', failures, buckets: kept }
    }
    case 'half-open':
      if (!verdict.probe) return health
      return ok ? { state: 'ramp', since: now, opens: health.opens, slow: 0 } : opened(health.opens + 1, verdict)
    case 'ramp': {
      if (verdict.startedAt < health.since) return health
      if (ok) return health.slow > 0 ? { ...health, slow: 0 } : health
      // One failure is enough, but one slow answer is not: among hundreds of a healthy target there is always one.
      if (verdict.slow && health.slow === 0) return { ...health, slow: 1 }
      return opened(health.opens + 1, verdict)
    }
    default:
      return health
  }
}

/** Takes back the failure vote cast at `at`, of an attempt that was only slow. */
export function withdraw(health: Health, at: number): Health {
  if (health.state !== 'closed') return health
  const slot = Math.floor(at / bucketMs)
  return {
    state: 'closed',
    failures: Math.max(0, health.failures - 1),
    buckets: health.buckets.map((bucket) =>
      bucket.slot === slot ? { ...bucket, fail: Math.max(0, bucket.fail - 1) } : bucket,
    ),
  }
}

/** From when a request is let in, given its `draw` from 0 to 1; 0 for now. */
export function admission(health: Health, now: number, draw: number): number {
  switch (health.state) {
    case 'closed':
      return 0
    case 'ramp':
      return draw < 0.1 + (0.9 * (now - health.since)) / rampMs ? 0 : now
    case 'half-open':
      // The probe's end is not known; a quarter of a second later is soon enough to look.
      return health.probing ? now + 250 : 0
    default:
      return health.until
  }
}

/** The state once a request that was let in is under way; out of `open` (a panic probe), too, it is the probe. */
export const enter = (health: Health): Health =>
  health.state === 'closed' || health.state === 'ramp'
    ? health
    : { state: 'half-open', opens: health.state === 'disabled' ? 0 : health.opens, probing: true }

/** The state once a probe has ended without a verdict. */
export const release = (health: Health): Health =>
  health.state === 'half-open' ? { ...health, probing: false } : health
