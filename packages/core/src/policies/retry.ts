import { hasTime, waits } from '../attempt.ts'
import { mostTelling, provablyNotSent, toLLMError } from '../thrown.ts'
import type { Call, Policy } from '../call.ts'

/** How often and how patiently to ask again. */
export interface RetryOptions {
  /** Of the whole call, fallbacks included. Default 4. */
  readonly attempts?: number
  /** The first back-off is a random time up to this, the next up to twice as long, and so on. Default 500. */
  readonly baseMs?: number
  /** The longest back-off. Default 8,000. */
  readonly capMs?: number
  /** Attempts beyond each call's second that a route may make: at the start, earned per call, and at most. Default 10, 0.2, 50. */
  readonly budget?: { readonly start?: number; readonly perCall?: number; readonly cap?: number }
  /** How long a call may wait in all for a target that is not to be asked yet. Default 2,000. */
  readonly queueWaitMs?: number
  /** How many calls of a route may wait so. Default 20. */
  readonly queue?: number
}

/**
 * Repeats the round of `fallback` when one of its errors says that the same may work later: after a back-off with full jitter, or when a target may
 * be asked again soon. The bound on attempts and the budget hold for the call as a whole, never retries times fallbacks; the first failover is free.
 */
export const retry =
  ({
    attempts = 4,
    baseMs = 500,
    capMs = 8000,
    budget = {},
    queueWaitMs = 2000,
    queue = 20,
  }: RetryOptions = {}): Policy =>
  (next) => {
    const { start = 10, perCall = 0.2, cap = 50 } = budget
    let tokens = start
    let queued = 0
    const sleep = async (call: Call, ms: number): Promise<void> => {
      waits(call, 1)
      try {
        await call.host.sleep(ms, call.signal)
      } finally {
        waits(call, -1)
      }
    }
    return async (call) => {
      tokens = Math.min(cap, tokens + perCall)
      const { log, host } = call
      const spent = (): number => log.attempts.length
      const allowed = (): boolean => spent() < attempts && (spent() < 2 || tokens >= 1) && hasTime(call)
      const bound = {
        open: allowed,
        spend() {
          const yes = allowed()
          if (yes && spent() >= 2) tokens--
          return yes
        },
      }
      for (let round = 0; ; round++) {
        const before = log.errors.length
        try {
          return await next({ ...call, bound })
        } catch (thrown) {
          const error = toLLMError(thrown)
          const nobody = error.rawCode === 'no-target'
          const telling = nobody ? (mostTelling(log.errors) ?? error) : error
          const again = nobody || log.errors.slice(before).some(({ retry }) => retry === 'same')
          if (
            call.signal.aborted ||
            error.retry === 'never' ||
            !again ||
            !allowed() ||
            (call.once && !nobody && !provablyNotSent(error))
          )
            throw telling
          const now = host.now()
          if (nobody) {
            const ms = Math.max(1, error.retryAfterMs ?? Infinity)
            if (log.queuedMs + ms > queueWaitMs || queued >= queue || now + ms >= call.deadline) throw telling
            queued++
            try {
              await sleep(call, ms)
            } finally {
              queued--
              log.queuedMs += host.now() - now
            }
          } else {
            const ms = host.random() * Math.min(capMs, baseMs * 2 ** round)
            if (now + ms >= call.deadline) throw telling
            await sleep(call, ms)
          }
        }
      }
    }
  }
