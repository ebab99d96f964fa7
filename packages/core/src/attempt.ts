import { addCosts, priceOf } from './cost.ts'
import { defined } from './defined.ts'
import { llmError } from './errors.ts'
import { sample } from './health/vitals.ts'
import { nameOf } from './thrown.ts'
import type { ActiveAttempt, AttemptEnd, Call, Candidate } from './call.ts'
import type { PriceOptions } from './cost.ts'
import type { CallEvent } from './observe.ts'
import type { Attempt, Warning } from './results.ts'
import type { Cost } from './usage.ts'

/** The fields that all events of a call share. */
export const callEvent = ({ id, capability, operation, plan, stream, tags }: Call): CallEvent => ({
  call: id,
  capability,
  operation,
  route: plan.name,
  stream,
  tags,
})

/** Counts the time in which the call only waits, however many things it waits for at once. */
export function waits({ log, host }: Call, more: 1 | -1): void {
  const now = host.now()
  if (log.waiting > 0) log.waitedMs += now - log.waitingSince
  log.waitingSince = now
  log.waiting += more
}

/** Adds a warning, once. */
export function warn({ log, emit }: Call, warning: Warning): void {
  if (log.warnings.some(({ field, target }) => field === warning.field && target === warning.target)) return
  log.warnings.push(warning)
  emit('warning', () => ({ warning }))
}

function costOf(
  call: Call,
  { target, info }: Candidate,
  { usage, usages, cost, serviceTier }: AttemptEnd,
): Cost | undefined {
  if (cost || !usage || !info?.price) return cost
  const { price } = info
  const options: PriceOptions = {
    serviceTier,
    batch: call.capability === 'batch',
    at: call.host.now(),
    warn: (meter) => warn(call, { field: `usage.${meter}`, why: 'It has no price, so the cost is not known.', target }),
  }
  if (!usages) return priceOf(usage, price, options)
  const costs = usages.flatMap((one) => priceOf(one, price, options) ?? [])
  return costs.length === usages.length ? addCosts(costs) : undefined
}

/** Whether an attempt may still answer before the deadline. The first one is always made. */
export const hasTime = ({ log, host, deadline }: Call): boolean =>
  log.attempts.length === 0 || host.now() < deadline - 1000

/** The attempts that have ended, in order; the one that answered last. */
export function attemptsOf({ log }: Call): Attempt[] {
  const ended = log.attempts.filter((attempt) => attempt !== undefined)
  return ended.length < 2 ? ended : ended.toSorted((a, b) => Number(a.outcome === 'ok') - Number(b.outcome === 'ok'))
}

/** The cost of the whole call so far; `undefined` when one of its attempts used something that has no known price. */
export function totalCost({ log }: Call): Cost | undefined {
  const costs: Cost[] = []
  for (const attempt of log.attempts) {
    if (attempt?.cost) costs.push(attempt.cost)
    else if (attempt && (attempt.usage || attempt.outcome === 'ok')) return undefined
  }
  return addCosts(costs)
}

/** Begins an attempt at a candidate: its own signal, one timer for all that is timed, its line in the log. */
export function startAttempt(
  call: Call,
  candidate: Candidate,
  othersMs: number | undefined,
  rescue: () => void,
): ActiveAttempt {
  const { host, log, emit, stream } = call
  const { target, vitals } = candidate
  const controller = new AbortController()
  const startedAt = host.now()
  const alarms: { at: number; run: () => void }[] = []
  const number = log.attempts.push(undefined)
  let committedAt: number | undefined
  let ended = false
  let pulledAt = 0
  let wakeAt = Infinity
  let stopTimer: (() => void) | undefined

  const wakeBy = (at: number): void => {
    if (at >= wakeAt || ended) return
    stopTimer?.()
    wakeAt = at
    stopTimer = host.timer(at - host.now(), wake)
  }
  // One timer, set for the earliest thing that could be due; what has moved since is looked at when it fires.
  function wake(): void {
    wakeAt = Infinity
    const now = host.now()
    if (committedAt !== undefined) {
      const { idleMs } = attempt
      const due = (pulledAt || now) + idleMs
      if (due > now) return wakeBy(due)
      const message = `${nameOf(target)} was silent for ${idleMs} ms in the middle of its answer.`
      return attempt.abort(llmError('timeout', message, { rawCode: 'idle', target }))
    }
    for (const alarm of alarms.splice(0)) {
      if (alarm.at <= now) alarm.run()
      else {
        alarms.push(alarm)
        wakeBy(alarm.at)
      }
    }
  }
  const follow = (): void => attempt.abort(call.signal.reason)
  const told = { ...callEvent(call), attempt: number, target }

  const attempt: ActiveAttempt = {
    candidate,
    number,
    startedAt,
    signal: controller.signal,
    othersMs,
    rescue,
    idleMs: Infinity,
    committed: () => committedAt !== undefined,
    ended: () => ended,
    abort(reason) {
      if (ended || controller.signal.aborted) return
      controller.abort(reason)
      attempt.onAbort?.(reason)
    },
    alarm(ms, run) {
      if (ms === Infinity) return
      alarms.push({ at: startedAt + ms, run })
      wakeBy(startedAt + ms)
    },
    guard: (promise) =>
      new Promise((resolve, reject) => {
        if (controller.signal.aborted) reject(controller.signal.reason)
        attempt.onAbort = reject
        promise.then(resolve, reject)
      }),
    pulling(now) {
      pulledAt = now ? host.now() : 0
    },
    commit() {
      committedAt = host.now()
      const ms = committedAt - startedAt
      sample(vitals, stream, ms, committedAt)
      attempt.onCommit?.()
      wakeBy(committedAt + attempt.idleMs)
      emit('attempt:commit', () => ({ ...told, ms }))
    },
    end(end) {
      if (ended) return
      ended = true
      stopTimer?.()
      call.signal.removeEventListener('abort', follow)
      vitals.inFlight--
      waits(call, -1)
      const { error } = end
      const aborted = error?.code === 'aborted'
      const { code, message, status, rawCode, retryAfterMs } = (aborted ? {} : (error ?? {})) as Partial<
        NonNullable<typeof error>
      >
      const usage = end.usage ?? error?.usage
      const result: Attempt = {
        target,
        outcome: aborted ? 'aborted' : error ? 'error' : 'ok',
        startMs: startedAt - call.startedAt,
        latencyMs: host.now() - startedAt,
        ...defined({
          code,
          message,
          status,
          rawCode,
          retryAfterMs,
          firstEventMs: stream && committedAt !== undefined ? committedAt - startedAt : undefined,
          requestId: end.requestId ?? error?.requestId,
          usage,
          cost: costOf(call, candidate, { ...end, usage, cost: end.cost ?? error?.cost }),
        }),
      }
      log.attempts[number - 1] = result
      attempt.onEnd?.(end)
      emit('attempt:finish', () => ({ ...callEvent(call), attempt: number, result }))
    },
  }
  call.signal.addEventListener('abort', follow, { once: true })
  vitals.inFlight++
  waits(call, 1)
  emit('attempt:start', () => told)
  return attempt
}
