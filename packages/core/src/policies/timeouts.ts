import { llmError } from '../errors.ts'
import { nameOf } from '../thrown.ts'
import type { Policy, Timeouts } from '../call.ts'
import type { ChatSettings } from '../chat.ts'

/**
 * Limits the attempts: `first-event` and `idle` for streams, `attempt` where the caller awaits the whole. The router itself holds
 * the call to `total`. Each is a `timeout` error whose `rawCode` says which. A request's own `timeouts` go before the ones given here.
 */
export const timeouts =
  (defaults?: Timeouts): Policy =>
  (next) =>
  (call) => {
    const { attempt, stream, request, deadline, startedAt } = call
    if (!attempt) return next(call)
    const { reasoning } = request as ChatSettings
    const { info, target } = attempt.candidate
    const asked = typeof reasoning === 'object' ? (reasoning.effort ?? true) : reasoning
    const thinks = asked ? asked !== 'none' : info?.features?.includes('reasoning')
    const { firstEventMs, idleMs, attemptMs } = { ...defaults, ...call.timeouts }
    const ms = stream ? (firstEventMs ?? (thinks ? 120_000 : 30_000)) : (attemptMs ?? (deadline - startedAt) / 2)
    attempt.alarm(ms, () => {
      const rawCode = stream ? 'first-event' : 'attempt'
      attempt.abort(llmError('timeout', `${nameOf(target)} did not answer within ${ms} ms.`, { rawCode, target }))
    })
    if (stream) attempt.idleMs = idleMs ?? (thinks ? 60_000 : 30_000)
    return next(call)
  }
