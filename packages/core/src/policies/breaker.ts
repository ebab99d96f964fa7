import { cast, disable, forgive, gate, overdueMs, send, unprobe } from '../health/vitals.ts'
import type { Policy } from '../call.ts'
import type { Watcher } from '../health/vitals.ts'

const fails = /^(?:server|overloaded|network|timeout|bad-response)$/

/**
 * Keeps the health of targets: votes of success and failure, gates after rate limits, targets and credentials that are switched off. What it finds
 * decides whom `healthy()` lets through. One attempt decides at most one vote; one that is overdue votes against its target, until it answers.
 */
export const breaker = (): Policy => (next) => (call) => {
  const { attempt, host } = call
  if (!attempt || call.direct) return next(call)
  const { vitals, credential } = attempt.candidate
  const { startedAt } = attempt
  const watch: Watcher = (event, { key, health, code, gateUntil }, from) => {
    if (event === 'gate') call.emit('gate', () => ({ key, until: gateUntil }))
    else {
      const until = 'until' in health ? health.until : undefined
      call.emit('breaker', () => ({ key, from: from!, to: health.state, code, ...(until !== undefined && { until }) }))
    }
  }
  const probe = send(vitals, startedAt, watch)
  const credentialProbe = send(credential, startedAt, watch)
  const vote = (ok: boolean, code?: 'timeout'): void =>
    cast(
      vitals,
      { ok, now: host.now(), startedAt, probe, slow: code !== undefined, chance: host.random() },
      code,
      watch,
    )
  let votedAt: number | undefined

  if (probe && attempt.othersMs !== undefined) attempt.alarm(1.5 * attempt.othersMs, attempt.rescue)
  const overdue = overdueMs(vitals, call.stream)
  if (overdue !== undefined) {
    // At half the time it is late enough to be helped as soon as the target is found to be sick; alone it proves nothing.
    attempt.alarm(overdue / 2, () => {
      if (vitals.health.state === 'open' || vitals.health.state === 'half-open') attempt.rescue()
      else vitals.overdue.add(attempt.rescue)
    })
    attempt.alarm(overdue, () => {
      votedAt = host.now()
      vote(false, 'timeout')
    })
  }
  attempt.onCommit(() => {
    if (votedAt !== undefined) forgive(vitals, votedAt)
    votedAt = undefined
    vote(true)
    cast(credential, { ok: true, now: host.now(), startedAt, probe: credentialProbe, chance: 0 }, undefined, watch)
  })
  attempt.onEnd(({ error, aborted }) => {
    vitals.overdue.delete(attempt.rescue)
    if (!error) return
    const { code } = error
    const now = host.now()
    if (aborted || code === 'aborted') {
      // A probe that another target has beaten is still sick.
      if (probe && error.rawCode === 'lost') vote(false)
    } else if (code === 'rate-limit') gate(vitals, error.retryAfterMs, host, watch)
    else if (code === 'auth' || code === 'quota') disable(credential, code, now, watch)
    else if (code === 'not-found' || code === 'permission') disable(vitals, code, now, watch)
    else if (fails.test(code) && error.rawCode !== 'output') {
      if (error.retryAfterMs !== undefined) gate(vitals, error.retryAfterMs, host, watch)
      vitals.code = code
      if (votedAt === undefined) vote(false)
    }
    if (probe) unprobe(vitals)
    if (credentialProbe) unprobe(credential)
  })
  return next(call)
}
