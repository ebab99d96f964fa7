import { admission, enter, healthy0, refresh, release, vote, withdraw } from './state.ts'
import type { ErrorCode } from '../errors.ts'
import type { Host } from '../provider.ts'
import type { Health, Vote } from './state.ts'

/** How long a target takes: exponentially weighted mean and mean deviation, in milliseconds. */
export interface Latency {
  readonly mean: number
  readonly deviation: number
  readonly samples: number
  readonly at: number
}

/** What is known of one target (or, as a credential, of one provider instance) at run time. Lives in memory, local to this router. */
export interface Vitals {
  readonly key: string
  health: Health
  /** Nothing is sent before, whatever the state: a rate limit said so. */
  gateUntil: number
  /** Rate limits in a row. */
  gates: number
  /** Sends per second while rate limits come back as soon as a gate opens. */
  rate?: number
  sentSinceGate: number
  nextSendAt: number
  /** How often it has been switched off since it last answered. */
  disables: number
  inFlight: number
  /** The last failure that counted against it. */
  code: ErrorCode
  /** Of whole answers, and of streams to their first content. */
  readonly latency: [whole?: Latency, stream?: Latency]
  /** Attempts that are overdue; called when the target leaves `closed`. */
  readonly overdue: Set<() => void>
}

/** What nothing is known of yet. */
export const newVitals = (key: string): Vitals => ({
  key,
  health: healthy0,
  gateUntil: 0,
  gates: 0,
  sentSinceGate: 0,
  nextSendAt: 0,
  disables: 0,
  inFlight: 0,
  code: 'server',
  latency: [],
  overdue: new Set(),
})

/** Told of every change of state, and of every gate. */
export type Watcher = (event: 'breaker' | 'gate', vitals: Vitals, from?: Health['state']) => void

/** From when it is worth asking; 0 for now. */
export function admits({ gateUntil, rate, nextSendAt, health }: Vitals, now: number, draw: number): number {
  if (health.state === 'closed' && gateUntil <= now && rate === undefined) return 0
  const gate = rate === undefined ? gateUntil : Math.max(gateUntil, nextSendAt)
  const due = health.state === 'closed' ? 0 : admission(refresh(health, now), now, draw)
  return gate > now ? Math.max(gate, due) : due
}

function change(vitals: Vitals, next: Health, watch: Watcher): void {
  const from = vitals.health.state
  vitals.health = next
  if (from === next.state) return
  watch('breaker', vitals, from)
  if (next.state !== 'open' && next.state !== 'disabled') return
  const waiting = [...vitals.overdue]
  vitals.overdue.clear()
  for (const rescue of waiting) rescue()
}

/** A request goes out. Answers whether it is the probe. */
export function send(vitals: Vitals, now: number, watch: Watcher): boolean {
  vitals.sentSinceGate++
  if (vitals.rate !== undefined) vitals.nextSendAt = Math.max(now, vitals.nextSendAt) + 1000 / vitals.rate
  const before = refresh(vitals.health, now)
  const after = enter(before)
  change(vitals, after, watch)
  return after !== before
}

/** A verdict. Success also forgives earlier rate limits, and lets a throttled target have a little more. */
export function cast(vitals: Vitals, verdict: Vote, watch: Watcher): void {
  if (verdict.ok) {
    vitals.gates = vitals.disables = 0
    if (vitals.rate !== undefined) vitals.rate = vitals.rate > 100 ? undefined : vitals.rate + 0.15
  }
  change(vitals, vote(vitals.health, verdict), watch)
}

/** An overdue attempt has answered after all. */
export const forgive = (vitals: Vitals, at: number): void => {
  vitals.health = withdraw(vitals.health, at)
}

/** A probe ended without a verdict. */
export const unprobe = (vitals: Vitals): void => {
  vitals.health = release(vitals.health)
}

/** Closes the gate for as long as the service asked, or 1 s, 2 s, 4 s, ... up to 30; at most ten minutes, and up to a fifth longer by chance. */
export function gate(vitals: Vitals, retryAfterMs: number | undefined, host: Host, watch: Watcher): void {
  const now = host.now()
  // Refused again as soon as the gate had opened: what it gets through without one is too much.
  if (vitals.gateUntil > 0 && now - vitals.gateUntil < 30_000 && now >= vitals.gateUntil) {
    const sent = vitals.sentSinceGate / Math.max(1, (now - vitals.gateUntil) / 1000)
    vitals.rate = Math.max(0.5, (vitals.rate ?? sent) * 0.8)
  }
  const ms = Math.min(retryAfterMs ?? Math.min(30_000, 1000 * 2 ** vitals.gates), 600_000) * (1 + 0.2 * host.random())
  vitals.gates++
  vitals.code = 'rate-limit'
  vitals.gateUntil = Math.max(vitals.gateUntil, now + ms)
  vitals.sentSinceGate = 0
  watch('gate', vitals)
}

/** Switches it off: ten minutes, twice as long each time in a row, at most an hour. */
export function disable(vitals: Vitals, code: ErrorCode, now: number, watch: Watcher): void {
  const until = now + Math.min(3_600_000, 600_000 * 2 ** vitals.disables++)
  vitals.code = code
  change(vitals, { state: 'disabled', until, code }, watch)
}

/** Adds a measurement. */
export function sample(vitals: Vitals, stream: boolean, ms: number, now: number): void {
  const slot = stream ? 1 : 0
  const before = vitals.latency[slot]
  vitals.latency[slot] = before
    ? {
        mean: before.mean + 0.15 * (ms - before.mean),
        deviation: before.deviation + 0.05 * (Math.abs(ms - before.mean) - before.deviation),
        samples: before.samples + 1,
        at: now,
      }
    : { mean: ms, deviation: ms / 2, samples: 1, at: now }
}

/** From which age an unanswered attempt counts as overdue; never, until ten answers have been timed. */
export function overdueMs(vitals: Vitals, stream: boolean): number {
  const { mean, deviation, samples } = vitals.latency[stream ? 1 : 0] ?? { mean: 0, deviation: 0, samples: 0 }
  return samples < 10 ? Infinity : Math.max(3000, mean + 6 * deviation)
}
