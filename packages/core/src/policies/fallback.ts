import { startAttempt } from '../attempt.ts'
import { llmError } from '../errors.ts'
import { abortedError, mostTelling, nameOf, provablyNotSent, toLLMError } from '../thrown.ts'
import { admits } from '../health/vitals.ts'
import type { Vitals } from '../health/vitals.ts'
import type { ActiveAttempt, Call, Candidate, Opened, Policy, StrategyContext, Tier } from '../call.ts'
import type { ErrorCode, LLMError } from '../errors.ts'

/** Whether the candidate would be let in now; otherwise from when. */
function open({ vitals, credential }: Candidate, now: number, draw: number): true | number {
  const allowed = admits(credential, now, draw)
  return allowed === true ? admits(vitals, now, draw) : allowed
}

function contextOf(call: Call, desperate: boolean): StrategyContext {
  const { capability, request, stream, session, host } = call
  const now = host.now()
  // A ramp keeps a recovering target from getting too much of what others could take; when there is nobody else, it gets it.
  const draw = desperate ? 0 : call.draw
  return {
    capability,
    request,
    stream,
    session,
    now,
    random: () => host.random(),
    admits: (candidate) => open(candidate, now, draw) === true,
  }
}

const usable = (call: Call, tier: Tier, tried: ReadonlySet<Candidate>): readonly Candidate[] =>
  tier.candidates.filter(
    (one) =>
      !tried.has(one) &&
      !call.log.excluded.has(one.key) &&
      call.handler(one.provider) &&
      (one.info?.contextWindow ?? Infinity) > call.log.window,
  )

/** A tier with `on` waits for one of its errors: of this call, or for which an earlier target is out of use. */
function entered(call: Call, index: number): boolean {
  const { tiers } = call.plan
  const { on } = tiers[index]!
  const codes = new Set<ErrorCode>(call.log.errors.map(({ code }) => code))
  // What one service refuses to talk about is not carried to the next behind the caller's back.
  if (codes.has('content-filter')) return on?.includes('content-filter') ?? false
  if (!on || index === 0) return true
  for (const { candidates } of tiers.slice(0, index)) {
    for (const one of candidates) if (open(one, call.host.now(), 0) !== true) codes.add(blamed(one, call).code)
  }
  return on.some((code) => codes.has(code))
}

/** Which of the two keeps the candidate from being asked. */
const blamed = ({ vitals, credential }: Candidate, { host }: Call): Vitals =>
  admits(credential, host.now(), 0) === true ? vitals : credential

function choose(call: Call, tried: ReadonlySet<Candidate>, desperate: boolean): readonly Candidate[] {
  const context = contextOf(call, desperate)
  for (const [index, tier] of call.plan.tiers.entries()) {
    if (!entered(call, index)) continue
    const order = tier.strategy(usable(call, tier, tried), context)
    if (order.length > 0) return order
  }
  return []
}

/** All targets are down: once a second, the one that is due first is asked all the same. Gates hold. */
function panic(call: Call): readonly Candidate[] {
  const now = call.host.now()
  if (now - call.plan.panicAt < 1000) return []
  let first: Candidate | undefined
  let earliest = Infinity
  for (const [index, tier] of call.plan.tiers.entries()) {
    if (!entered(call, index)) continue
    for (const one of usable(call, tier, new Set())) {
      const { vitals, credential } = one
      const [inner, outer] = [vitals.health, credential.health]
      const gated = Math.max(vitals.gateUntil, vitals.rate === undefined ? 0 : vitals.nextSendAt) > now
      const probing = (inner.state === 'half-open' && inner.probing) || (outer.state === 'half-open' && outer.probing)
      if (gated || probing) continue
      const until = Math.max('until' in inner ? inner.until : 0, 'until' in outer ? outer.until : 0)
      if (until < earliest) [first, earliest] = [one, until]
    }
  }
  if (!first) return []
  call.plan.panicAt = now
  return [first]
}

/** Nothing may be asked now. Says until when, and why. */
function nobody(call: Call): LLMError {
  const all = call.plan.tiers.flatMap((tier) => usable(call, tier, new Set()))
  if (all.length === 0) {
    const names = call.plan.tiers.flatMap(({ candidates }) => candidates.map(({ target }) => nameOf(target)))
    const message = `No target of "${call.plan.name}" can do "${call.operation}" (${names.join(', ') || 'it has none'}).`
    return mostTelling(call.log.errors) ?? llmError('unsupported', message)
  }
  const now = call.host.now()
  let retryAt = Infinity
  const reasons = all.map((one) => {
    const at = open(one, now, 0)
    if (at !== true) retryAt = Math.min(retryAt, at)
    return llmError(blamed(one, call).code, nameOf(one.target))
  })
  const retryAfterMs = Math.max(0, retryAt - now)
  const list = reasons.map(({ message, code }) => `${message} after ${code}`).join(', ')
  const wait = retryAfterMs < Infinity ? `; try again in ${Math.ceil(retryAfterMs / 1000)} s` : ''
  const message = `No target of "${call.plan.name}" may be asked now (${list})${wait}.`
  return llmError(mostTelling(reasons)!.code, message, { retryAfterMs, rawCode: 'no-target' })
}

/** What an error means for the other targets of the call. */
function note(call: Call, candidate: Candidate, error: LLMError): void {
  const { log } = call
  log.errors.push(error)
  if (error.retry !== 'same') log.excluded.add(candidate.key)
  if (error.code === 'context-length') log.window = Math.max(log.window, candidate.info?.contextWindow ?? 0)
}

/**
 * One round: asks the targets of the first tier that has one, each once, in the order of its strategy, then those of the next. A probe of a
 * recovering target, and an attempt that is overdue at a target that has just failed others, get a second attempt elsewhere beside them: the first to
 * answer wins, the other is aborted.
 */
export const fallback = (): Policy => (next) => (call) =>
  new Promise((resolve, reject) => {
    const tried = new Set<Candidate>()
    const running = new Set<ActiveAttempt>()
    let settled = false

    const settle = (act: () => void): void => {
      settled = true
      for (const attempt of running)
        attempt.abort(llmError('aborted', 'Another attempt was faster.', { rawCode: 'lost' }))
      act()
    }
    const start = (): LLMError | undefined => {
      let order = choose(call, tried, false)
      if (order.length === 0) order = choose(call, tried, true)
      if (order.length === 0 && tried.size === 0) order = panic(call)
      const [candidate, ...others] = order
      if (!candidate) return mostTelling(tried.size > 0 ? call.log.errors : []) ?? nobody(call)
      if (!call.bound.spend())
        return (
          mostTelling(call.log.errors) ??
          llmError('timeout', `The call has no time left for an attempt.`, { rawCode: 'total' })
        )
      tried.add(candidate)
      let best = Infinity
      for (const { vitals } of others) best = Math.min(best, vitals.latency[call.stream ? 1 : 0]?.mean ?? Infinity)
      let rescued = false
      const attempt = startAttempt(call, candidate, {
        othersMs: others.length === 0 ? undefined : best < Infinity ? best : 1000,
        rescue() {
          if (rescued || settled || attempt.committed || call.once) return
          rescued = true
          start()
        },
      })
      running.add(attempt)
      void run(candidate, attempt)
      return undefined
    }
    const run = async (candidate: Candidate, attempt: ActiveAttempt): Promise<void> => {
      let opened: Opened
      try {
        opened = await next({ ...call, attempt })
      } catch (thrown) {
        running.delete(attempt)
        const error = attempt.signal.aborted
          ? abortedError(attempt.signal.reason)
          : toLLMError(thrown, candidate.target)
        // A policy may have refused before anything was opened.
        attempt.end({ error })
        if (settled) return
        const mine = call.signal.aborted || error.code === 'aborted'
        if (!mine) note(call, candidate, error)
        if (mine || error.retry === 'never' || (call.once && !provablyNotSent(error)))
          return settle(() => reject(error))
        if (running.size > 0) return
        const stop = start()
        if (stop) settle(() => reject(stop))
        return
      }
      running.delete(attempt)
      if (settled) return void opened.events?.return?.()
      settle(() => resolve(opened))
    }
    const stop = start()
    if (stop) reject(stop)
  })
