import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admission, enter, healthy0, refresh, release, vote } from '../src/health/state.ts'
import { admits, cast, disable, gate, newVitals, send, unprobe } from '../src/health/vitals.ts'
import { virtualHost } from '../../testing/src/host/index.ts'
import type { Health } from '../src/health/state.ts'
import type { Watcher } from '../src/health/vitals.ts'

const at = (now: number, ok: boolean, more: { probe?: boolean; slow?: boolean; startedAt?: number } = {}) => ({
  ok,
  now,
  startedAt: more.startedAt ?? now,
  probe: more.probe ?? false,
  slow: more.slow ?? false,
  chance: 0.5,
})
const votes = (list: string, health: Health = healthy0, from = 0): Health =>
  [...list].reduce((before, letter, index) => vote(before, at(from + index, letter === 'o')), health)

describe('closed', () => {
  test.each([
    ['five failures in a row', 'xxxxx', 'open'],
    ['four', 'xxxx', 'closed'],
    ['half of at least five', 'ooxxx', 'open'],
    ['less than half', 'oooxx', 'closed'],
    ['a success between', 'xxoxoo', 'closed'],
  ])('%s', (_, list, state) => {
    expect(votes(list).state).toBe(state)
  })

  test('votes older than twenty seconds are forgotten', () => {
    expect(votes('oooox', votes('xx'), 22_000).state).toBe('closed')
    expect(votes('xoxx', votes('x'), 22_000).state).toBe('closed')
  })
})

test('an opening lasts 5, 10, 20, 30, 30 s, and then lets one probe in', () => {
  let health = votes('xxxxx')
  let now = 4
  const lengths: number[] = []
  for (let round = 0; round < 5; round++) {
    if (health.state !== 'open') throw new Error('not open')
    lengths.push(health.until - now)
    expect(admission(refresh(health, health.until - 1), health.until - 1, 0)).toBe(health.until)
    now = health.until
    const probing = enter(refresh(health, now))
    expect(admission(probing, now, 0)).toBe(now + 250)
    health = vote(probing, at(now, false, { probe: true }))
  }
  expect(lengths).toEqual([5000, 10_000, 20_000, 30_000, 30_000])
})

test('after a good probe the share grows from a tenth to all in thirty seconds', () => {
  const probing = enter(refresh(votes('xxxxx'), 10_000))
  const ramp = vote(probing, at(10_000, true, { probe: true }))
  const shareAt = (now: number): number =>
    Array.from({ length: 1000 }, (_, draw) => draw / 1000).filter(
      (draw) => admission(refresh(ramp, now), now, draw) === 0,
    ).length / 1000
  expect([0, 10_000, 20_000, 30_000].map((ms) => shareAt(10_000 + ms))).toEqual([0.1, 0.4, 0.7, 1])
  expect(refresh(ramp, 40_000)).toEqual(healthy0)
  expect(vote(ramp, at(11_000, false)).state).toBe('open')
  expect(vote(ramp, at(11_000, false, { startedAt: 9000 })).state).toBe('ramp')
  expect(vote(ramp, at(11_000, false, { slow: true })).state).toBe('ramp')
  expect(vote(vote(ramp, at(11_000, false, { slow: true })), at(12_000, false, { slow: true })).state).toBe('open')
})

test('a probe without a verdict leaves room for the next', () => {
  const probing = enter(refresh(votes('xxxxx'), 10_000))
  expect(admission(release(probing), 10_000, 0)).toBe(0)
})

const ignore: Watcher = () => {}

describe('gates', () => {
  test.each([
    ['as asked', [2000], [2000]],
    ['without a word: 1, 2, 4 s', [undefined, undefined, undefined], [1000, 2000, 4000]],
    ['at most ten minutes', [3_600_000], [600_000]],
  ])('%s, and up to a fifth longer', (_, asked, least) => {
    const host = virtualHost()
    const vitals = newVitals('a')
    const lengths = asked.map((ms) => {
      gate(vitals, ms, host, ignore)
      return vitals.gateUntil - host.now()
    })
    for (const [index, ms] of least.entries()) {
      expect(lengths[index]).toBeGreaterThanOrEqual(ms)
      expect(lengths[index]).toBeLessThanOrEqual(ms * 1.2)
    }
  })

  test('a second one as soon as the first has opened throttles what is sent, and success loosens it', async () => {
    const host = virtualHost()
    const vitals = newVitals('a')
    gate(vitals, 1000, host, ignore)
    await host.advance(1300)
    for (let call = 0; call < 10; call++) send(vitals, host.now(), ignore)
    await host.advance(1000)
    gate(vitals, 1000, host, ignore)
    const rate = vitals.rate!
    expect(rate).toBeGreaterThan(0.5)
    await host.advance(1300)
    send(vitals, host.now(), ignore)
    expect(admits(vitals, host.now(), 0)).toBeCloseTo(host.now() + 1000 / rate)
    cast(vitals, at(host.now(), true), ignore)
    expect(vitals.rate).toBeCloseTo(rate + 0.15)
  })
})

test('switched off for 10, 20, 40, 60 minutes, and a good answer begins anew', () => {
  const vitals = newVitals('a')
  const lengths = Array.from({ length: 4 }, () => {
    disable(vitals, 'quota', 0, ignore)
    return vitals.health.state === 'disabled' ? vitals.health.until / 60_000 : 0
  })
  expect(lengths).toEqual([10, 20, 40, 60])
  cast(vitals, at(0, true), ignore)
  disable(vitals, 'quota', 0, ignore)
  expect(vitals.health).toEqual({ state: 'disabled', until: 600_000, code: 'quota' })
})

type Act =
  | { readonly kind: 'ask'; readonly draw: number }
  | { readonly kind: 'end'; readonly which: number; readonly ok: boolean; readonly slow: boolean }
  | { readonly kind: 'limit'; readonly ms: number }
  | { readonly kind: 'off' }
  | { readonly kind: 'drop'; readonly which: number }
  | { readonly kind: 'wait'; readonly ms: number }

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('ask' as const), draw: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      which: fc.nat(20),
      ok: fc.boolean(),
      slow: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('limit' as const), ms: fc.nat(5000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('off' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const), which: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(20_000) }) },
)

test('whatever happens: one probe at a time, no opening beyond 36 s, nothing sent while gated, no target lost for ever', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 120 }), fc.nat(), (acts, seed) => {
      const host = virtualHost({ seed, now: 1_000_000 })
      let now = host.now()
      const world = { ...host, now: () => now }
      const vitals = newVitals('a')
      const flying: { startedAt: number; probe: boolean }[] = []
      const legal: { readonly [from: string]: readonly string[] } = {
        closed: ['open', 'disabled'],
        open: ['half-open', 'disabled'],
        'half-open': ['open', 'ramp', 'disabled'],
        ramp: ['closed', 'open', 'disabled'],
        disabled: ['half-open'],
      }
      const watch: Watcher = (event, { health }, from) => {
        if (event !== 'breaker') return
        // What only time has done (an opening that has ended, a ramp that is over) goes along with the next step.
        const steps = [from!, refreshed]
        expect(steps.some((step) => step === health.state || legal[step]?.includes(health.state))).toBe(true)
        if (health.state === 'open') expect(health.until - now).toBeLessThanOrEqual(36_000)
      }
      let refreshed: string = 'closed'
      for (const step of acts) {
        refreshed = refresh(vitals.health, now).state
        if (step.kind === 'wait') now += step.ms
        else if (step.kind === 'limit') gate(vitals, step.ms, world, watch)
        else if (step.kind === 'off') disable(vitals, 'quota', now, watch)
        else if (step.kind === 'ask') {
          if (admits(vitals, now, step.draw) > 0) continue
          expect(vitals.gateUntil).toBeLessThanOrEqual(now)
          flying.push({ startedAt: now, probe: send(vitals, now, watch) })
        } else if (flying.length > 0) {
          const [one] = flying.splice(step.which % flying.length, 1)
          if (step.kind === 'end')
            cast(vitals, { ...one!, ok: step.ok, slow: step.slow, now, chance: host.random() }, watch)
          if (one!.probe) unprobe(vitals)
        }
        const { health } = vitals
        if (health.state === 'half-open' && health.probing)
          expect(flying.filter(({ probe }) => probe).length).toBeGreaterThan(0)
      }
      now += 3_700_000
      for (const one of flying) if (one.probe) unprobe(vitals)
      expect(admits(vitals, now, 0)).toBe(0)
    }),
    { numRuns: 300, seed: 42 },
  )
})
