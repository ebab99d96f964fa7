import { cast, disable, forgive, gate, overdueMs, send, unprobe } from '../health/vitals.ts'
import type { Policy } from '../call.ts'
import type { Watcher } from '../health/vitals.ts'

/**
 * Keeps the health of targets: votes of success and failure, gates after rate limits, targets and credentials that are switched off. What it finds
 * decides whom `healthy()` lets through. One attempt decides at most one vote; one that is overdue votes against its target, until it answers.
 */
export const breaker = (): Policy => (next) => (call) => {
  const { attempt, host, stream, emit } = call
  if (!attempt || call.direct) return next(call)
  const { startedAt, rescue, othersMs, candidate } = attempt
  const { vitals, credential } = candidate
  const watch: Watcher = (event, { key, health, code, gateUntil }, from) => {
    if (event === 'gate') emit(event, () => ({ key, until: gateUntil }))
    else
      emit(event, () => ({
        key,
        from: from!,
        to: health.state,
        code,
        until: 'until' in health ? health.until : undefined,
      }))
  }
  const probe = send(vitals, startedAt, watch)
  const keyProbe = send(credential, startedAt, watch)
  const vote = (ok: boolean, slow = false): void =>
    cast(vitals, { ok, now: host.now(), startedAt, probe, slow, chance: host.random() }, watch)
  const overdue = overdueMs(vitals, stream)
  let votedAt: number | undefined

  if (probe && othersMs !== undefined) attempt.alarm(1.5 * othersMs, rescue)
  // At half the time it is late enough to be helped as soon as the target is found to be sick; alone it proves nothing.
  attempt.alarm(overdue / 2, () => {
    if (/open/.test(vitals.health.state)) rescue()
    else vitals.overdue.add(rescue)
  })
  attempt.alarm(overdue, () => {
    votedAt = host.now()
    vitals.code = 'timeout'
    vote(false, true)
  })
  attempt.onCommit = () => {
    if (votedAt !== undefined) forgive(vitals, votedAt)
    votedAt = undefined
    // A stream counts when it has ended well; a probe is decided by its first content, so that the others need not wait for its end.
    if (probe) vote(true)
    cast(credential, { ok: true, now: host.now(), startedAt, probe: keyProbe, chance: 0 }, watch)
  }
  attempt.onEnd = ({ error }) => {
    vitals.overdue.delete(rescue)
    if (!error) {
      if (!probe) vote(true)
      return
    }
    const { code, rawCode, retryAfterMs } = error
    const now = host.now()
    if (code === 'auth' || code === 'quota') disable(credential, code, now, watch)
    else if (code === 'not-found' || code === 'permission') disable(vitals, code, now, watch)
    else if (code === 'rate-limit' || retryAfterMs !== undefined) gate(vitals, retryAfterMs, host, watch)
    // An answer that breaks the caller's schema is the model's slip. A probe that another target has beaten is still sick.
    const fails = /^(?:server|overloaded|network|timeout|bad-response)$/.test(code) && rawCode !== 'output'
    if (fails) vitals.code = code
    const lost = probe && rawCode === 'lost'
    if (fails ? votedAt === undefined : lost) vote(false, lost)
    if (probe) unprobe(vitals)
    if (keyProbe) unprobe(credential)
  }
  return next(call)
}
