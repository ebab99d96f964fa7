import { llmError } from './errors.ts'
import { nameOf } from './thrown.ts'
import { addCosts, priceOf } from './cost.ts'
import { sample } from './health/vitals.ts'
import { defined } from './collect.ts'
import type { ActiveAttempt, AttemptEnd, Call, Candidate } from './call.ts'
import type { CallEvent } from './observe.ts'
import type { Attempt } from './results.ts'
import type { Cost } from './usage.ts'

/** The fields that all events of a call share. */
export const callEvent = ({ id, capability, operation, plan, stream, tags }: Call): CallEvent => ({
  call: id,
  capability,
  operation,
  route: plan.name,
  stream,
  ...(tags && { tags }),
})

/** Counts the time in which the call only waits, however many things it waits for at once. */
export function waits({ log, host }: Call, more: 1 | -1): void {
  const now = host.now()
  if (log.waiting > 0) log.waitedMs += now - log.waitingSince
  log.waitingSince = now
  log.waiting += more
}

/** Adds a warning once. Under `strict` it is an error. */
export function warn(call: Call, { target }: Candidate, field: string, why: string): void {
  if (call.strict) {
    throw llmError('unsupported', `${nameOf(target)} does not take "${field}" as asked: ${why}`, { field, target })
  }
  report(call, { field, why, target })
}

function report(call: Call, warning: Call['log']['warnings'][number]): void {
  const { warnings } = call.log
  if (warnings.some(({ field, target }) => field === warning.field && target === warning.target)) return
  warnings.push(warning)
  call.emit('warning', () => ({ warning }))
}

function costOf(call: Call, { target, info }: Candidate, end: AttemptEnd): Cost | undefined {
  const { usage, serviceTier } = end
  const given = end.cost ?? end.error?.cost
  const counted = usage ?? end.error?.usage
  if (given || !counted || !info?.price) return given
  return priceOf(counted, info.price, {
    ...(serviceTier !== undefined && { serviceTier }),
    batch: call.capability === 'batch',
    at: call.host.now(),
    warn: (meter) =>
      report(call, { field: `usage.${meter}`, why: 'It has no price, so the cost is not known.', target }),
  })
}

/** Whether an attempt may still answer before the deadline. The first one is always made. */
export const hasTime = ({ log, host, deadline }: Call): boolean =>
  log.attempts.length === 0 || host.now() < deadline - 1000

/** The attempts that have ended, in order; the one that answered last. */
export function attemptsOf({ log }: Call): Attempt[] {
  const ended = log.attempts.filter((attempt) => attempt !== undefined)
  return [...ended.filter(({ outcome }) => outcome !== 'ok'), ...ended.filter(({ outcome }) => outcome === 'ok')]
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
  { othersMs, rescue }: Pick<ActiveAttempt, 'othersMs' | 'rescue'>,
): ActiveAttempt {
  const { host, log } = call
  const { target, vitals } = candidate
  const controller = new AbortController()
  const startedAt = host.now()
  const alarms: { at: number; run: () => void }[] = []
  const commits: (() => void)[] = []
  const ends: ((end: AttemptEnd) => void)[] = []
  const place = log.attempts.push(undefined) - 1
  const number = place + 1
  let committed = false
  let ended = false
  let committedAt = 0
  let pulledAt = 0
  let idleMs = Infinity
  let wakeAt = Infinity
  let stopTimer: (() => void) | undefined
  let interrupted: ((reason: unknown) => void) | undefined

  const wakeBy = (at: number): void => {
    if (at >= wakeAt || ended) return
    stopTimer?.()
    wakeAt = at
    stopTimer = host.timer(Math.max(0, at - host.now()), wake)
  }
  // One timer, set for the earliest thing that could be due; what has moved since is looked at when it fires.
  function wake(): void {
    wakeAt = Infinity
    stopTimer = undefined
    const now = host.now()
    if (committed) {
      const due = (pulledAt || now) + idleMs
      if (due <= now) abort(late('idle', `was silent for ${idleMs} ms in the middle of its answer`))
      else if (due < Infinity) wakeBy(due)
      return
    }
    let next = Infinity
    for (const alarm of alarms.splice(0)) {
      if (ended) return
      if (alarm.at > now) {
        alarms.push(alarm)
        next = Math.min(next, alarm.at)
      } else alarm.run()
    }
    if (next < Infinity) wakeBy(next)
  }
  const late = (rawCode: string, what: string) => llmError('timeout', `${nameOf(target)} ${what}.`, { rawCode, target })
  function abort(reason: unknown): void {
    if (ended || controller.signal.aborted) return
    controller.abort(reason)
    interrupted?.(reason)
  }
  const follow = (): void => abort(call.signal.reason)
  call.signal.addEventListener('abort', follow, { once: true })
  vitals.inFlight++
  waits(call, 1)
  call.emit('attempt:start', () => ({ ...callEvent(call), attempt: number, target }))

  return {
    candidate,
    number,
    startedAt,
    signal: controller.signal,
    othersMs,
    rescue,
    get committed() {
      return committed
    },
    get ended() {
      return ended
    },
    abort,
    alarm(ms, run) {
      if (committed || ended || !(ms < Infinity)) return
      alarms.push({ at: startedAt + ms, run })
      wakeBy(startedAt + ms)
    },
    idle(ms) {
      idleMs = ms
    },
    onCommit: (run) => void commits.push(run),
    onEnd: (run) => void ends.push(run),
    onAbort(run) {
      interrupted = run
    },
    guard: (promise) =>
      new Promise((resolve, reject) => {
        if (controller.signal.aborted) reject(controller.signal.reason)
        interrupted = reject
        promise.then(resolve, reject)
      }),
    pulling(now) {
      pulledAt = now ? host.now() : 0
    },
    commit() {
      if (committed || ended) return
      committed = true
      committedAt = host.now()
      sample(vitals, call.stream, committedAt - startedAt, committedAt)
      for (const run of commits) run()
      if (idleMs < Infinity) wakeBy(committedAt + idleMs)
      call.emit('attempt:commit', () => ({ ...callEvent(call), attempt: number, target, ms: committedAt - startedAt }))
    },
    end(end) {
      if (ended) return
      ended = true
      stopTimer?.()
      call.signal.removeEventListener('abort', follow)
      vitals.inFlight--
      waits(call, -1)
      const error = end.aborted ? undefined : end.error
      const cost = costOf(call, candidate, end)
      const result: Attempt = {
        target,
        outcome: end.aborted ? 'aborted' : error ? 'error' : 'ok',
        startMs: startedAt - call.startedAt,
        latencyMs: host.now() - startedAt,
        ...(committed && call.stream && { firstEventMs: committedAt - startedAt }),
        ...defined({
          ...(error && {
            code: error.code,
            message: error.message,
            status: error.status,
            rawCode: error.rawCode,
            retryAfterMs: error.retryAfterMs,
          }),
          requestId: end.requestId ?? error?.requestId,
          usage: end.usage ?? error?.usage,
          cost,
        }),
      }
      log.attempts[place] = result
      for (const run of ends) run(end)
      call.emit('attempt:finish', () => ({ ...callEvent(call), attempt: number, result }))
    },
  }
}
