import { startAttempt } from '../attempt.ts'
import { llmError } from '../errors.ts'
import { admits } from '../health/vitals.ts'
import { abortedError, mostTelling, nameOf, provablyNotSent, toLLMError } from '../thrown.ts'
import type { ActiveAttempt, Call, Candidate, Opened, Policy, Strategy } from '../call.ts'
import type { ErrorCode, LLMError } from '../errors.ts'

/** From when the candidate may be asked (0: now), and which code keeps it from it. */
function blocked({ vitals, credential }: Candidate, now: number, draw: number): [until: number, code: ErrorCode] {
  const key = admits(credential, now, draw)
  return key > 0 ? [key, credential.code] : [admits(vitals, now, draw), vitals.code]
}

/** The tiers that may serve the call now, with those of their candidates that can, and why the earlier ones cannot. */
function reachable(call: Call): readonly { strategy: Strategy; usable: Candidate[] }[] {
  const { plan, log, host } = call
  const codes = new Set<ErrorCode>(log.errors.map(({ code }) => code))
  // What one service refuses to talk about is not carried to the next behind the caller's back.
  const filtered = codes.has('content-filter')
  const able = ({ key, provider, info }: Candidate): boolean =>
    !log.excluded.has(key) &&
    call.handler(provider) !== undefined &&
    (log.window === 0 || (info?.contextWindow ?? Infinity) > log.window)
  const found: { strategy: Strategy; usable: Candidate[] }[] = []
  plan.tiers.forEach(({ candidates, strategy, on }, index) => {
    const enter = filtered ? on?.includes('content-filter') : index === 0 || !on || on.some((code) => codes.has(code))
    // A later tier may wait for what keeps these from being asked.
    for (const one of plan.limited ? candidates : []) {
      const [until, code] = blocked(one, host.now(), 0)
      if (until > 0) codes.add(code)
    }
    if (enter) found.push({ strategy, usable: candidates.filter(able) })
  })
  return found
}

/** The candidates to ask next, in order; or why there is none. */
function choose(call: Call, tried: ReadonlySet<Candidate>): readonly Candidate[] | LLMError {
  const { capability, request, stream, session, host, plan, log } = call
  const now = host.now()
  const tiers = reachable(call)
  // A ramp keeps a recovering target from getting too much of what others could take; when there is nobody else (draw 0), it gets it.
  for (const draw of [call.draw, 0]) {
    const admitted = ({ vitals, credential }: Candidate): boolean =>
      admits(credential, now, draw) === 0 && admits(vitals, now, draw) === 0
    const context = { capability, request, stream, session, now, random: () => host.random(), admits: admitted }
    for (const { strategy, usable } of tiers) {
      const order = strategy(tried.size > 0 ? usable.filter((one) => !tried.has(one)) : usable, context)
      if (order.length > 0) return order
    }
  }
  const failure = mostTelling(log.errors)
  const all = tiers.flatMap(({ usable }) => usable)
  if (failure && (tried.size > 0 || all.length === 0)) return failure
  if (all.length === 0) {
    const names = plan.tiers.flatMap(({ candidates }) => candidates.map(({ target }) => nameOf(target)))
    return llmError(
      'unsupported',
      `No target of "${plan.name}" can do ${call.operation} (${names.join(', ')}); name one that can.`,
    )
  }
  // All are down. Once a second, the one that is due first is asked all the same; gates hold, and there is one probe at a time.
  const dues = all.map((one) => ({ one, due: blocked(one, now, 0) }))
  const [first] = dues
    .filter(({ one: { vitals, credential } }) =>
      [vitals, credential].every(({ health, gateUntil }) => gateUntil <= now && health.state !== 'half-open'),
    )
    .toSorted((a, b) => a.due[0] - b.due[0])
  if (first && now - plan.panicAt >= 1000) {
    plan.panicAt = now
    return [first.one]
  }
  const retryAfterMs = Math.min(...dues.map(({ due }) => due[0])) - now
  const reasons = dues.map(({ one, due }) => llmError(due[1], `${one.key} after ${due[1]}`))
  const list = reasons.map(({ message }) => message).join(', ')
  const message = `No target of "${plan.name}" may be asked now (${list}); try again in ${Math.ceil(retryAfterMs / 1000)} s.`
  return llmError(mostTelling(reasons)!.code, message, { retryAfterMs, rawCode: 'no-target' })
}

/**
 * One round: asks the targets of the first tier that has one, each once, in the order of its strategy, then those of the next. A probe of a
 * recovering target, and an attempt that is late at a target that is found to be sick, get a second attempt elsewhere beside them: the first to
 * answer wins, the other is aborted.
 */
export const fallback = (): Policy => (next) => (call) =>
  new Promise((resolve, reject) => {
    const { log } = call
    const tried = new Set<Candidate>()
    const running = new Set<ActiveAttempt>()
    let settled = false

    const settle = (): void => {
      settled = true
      for (const attempt of running) {
        attempt.abort(llmError('aborted', 'Another attempt was faster.', { rawCode: 'lost' }))
      }
    }
    /** Starts the next one, or answers why it cannot. */
    const start = (): LLMError | undefined => {
      const order = choose(call, tried)
      if (!Array.isArray(order)) return order as LLMError
      if (!call.bound.spend())
        return (
          mostTelling(log.errors) ?? llmError('timeout', 'There is no time left for an attempt.', { rawCode: 'total' })
        )
      const candidate = order[0] as Candidate
      tried.add(candidate)
      let othersMs: number | undefined
      for (const one of order as readonly Candidate[]) {
        const { mean = 1000 } = one.vitals.latency[call.stream ? 1 : 0] ?? {}
        if (one !== candidate && !(mean >= othersMs!)) othersMs = mean
      }
      let rescued = call.once
      const attempt = startAttempt(call, candidate, othersMs, () => {
        if (rescued || settled || attempt.committed()) return
        rescued = true
        start()
      })
      running.add(attempt)
      void run(candidate, attempt)
      return undefined
    }
    const run = async (candidate: Candidate, attempt: ActiveAttempt): Promise<void> => {
      let opened: Opened | undefined
      let stop: LLMError | undefined
      try {
        opened = await next({ ...call, attempt })
      } catch (thrown) {
        stop = attempt.signal.aborted ? abortedError(attempt.signal.reason) : toLLMError(thrown, candidate.target)
        // A policy may have refused before anything was opened.
        attempt.end({ error: stop })
      }
      running.delete(attempt)
      if (settled) return void opened?.events?.return?.()
      if (stop) {
        const { code, retry } = stop
        const last =
          call.signal.aborted || code === 'aborted' || retry === 'never' || (call.once && !provablyNotSent(stop))
        if (!last || retry === 'never') log.errors.push(stop)
        if (retry !== 'same') log.excluded.add(candidate.key)
        if (code === 'context-length') log.window = Math.max(log.window, candidate.info?.contextWindow ?? 0)
        if (!last) {
          if (running.size > 0) return
          stop = start()
          if (!stop) return
        }
      }
      settle()
      if (stop) reject(stop)
      else resolve(opened!)
    }
    const stop = start()
    if (stop) reject(stop)
  })
