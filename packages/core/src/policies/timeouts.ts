import { llmError } from '../errors.ts'
import { nameOf } from '../thrown.ts'
import type { Policy, Timeouts } from '../call.ts'
import type { ChatSettings } from '../chat.ts'

/**
 * Limits the attempts: `first-event` and `idle` for streams, `attempt` where the caller awaits the whole. The router itself holds
 * the call to `total`. Each is a `timeout` error whose `rawCode` says which. A request's own `timeouts` go before the ones given here.
 */
export const timeouts =
  (defaults: Timeouts = {}): Policy =>
  (next) =>
  (call) => {
    const attempt = call.attempt
    if (!attempt) return next(call)
    const { reasoning } = call.request as ChatSettings
    const { info, target } = attempt.candidate
    const effort = typeof reasoning === 'object' ? (reasoning.effort ?? 'some') : reasoning
    const thinks = effort === undefined ? (info?.features?.includes('reasoning') ?? false) : effort !== 'none'
    const { firstEventMs, idleMs, attemptMs } = { ...defaults, ...call.timeouts }
    const first = firstEventMs ?? (thinks ? 120_000 : 30_000)
    const whole = attemptMs ?? (call.deadline - call.startedAt) / 2
    const [ms, rawCode, what] = call.stream
      ? ([first, 'first-event', 'sent nothing'] as const)
      : ([whole, 'attempt', 'did not answer'] as const)
    attempt.alarm(ms, () =>
      attempt.abort(llmError('timeout', `${nameOf(target)} ${what} within ${ms} ms.`, { rawCode, target })),
    )
    if (call.stream) attempt.idle(idleMs ?? (thinks ? 60_000 : 30_000))
    return next(call)
  }
