import { expect, test } from 'vitest'
import { ranked } from '../src/strategies/ranked.ts'
import { estimate, priceOf } from '../src/cost.ts'
import type { Candidate } from '../src/index.ts'

const candidates = (count: number): Candidate[] =>
  Array.from({ length: count }, (_, index) => ({ weight: index }) as unknown as Candidate)

test('few are sorted, equals as they stood', () => {
  const all = candidates(8)
  const scores = [3, 1, 2, 1, Infinity, 0, 2, Infinity]
  expect(ranked(all, (_, at) => scores[at]!).map(({ weight }) => weight)).toEqual([5, 1, 3, 2, 6, 0, 4, 7])
})

test('of many, the first sixteen are the lowest in order, and none is lost', () => {
  const all = candidates(200)
  const scoreOf = ({ weight }: Candidate): number => (weight * 73) % 199
  const order = ranked(all, scoreOf)
  expect(order.slice(0, 16)).toEqual(all.toSorted((a, b) => scoreOf(a) - scoreOf(b)).slice(0, 16))
  expect(new Set(order)).toEqual(new Set(all))
  expect(order).toHaveLength(200)
})

test('an estimate is what the exact price comes to', () => {
  const list = {
    prices: { input: 1.25, output: 10 },
    above: [{ input: 200_000, prices: { input: 2.5, output: 15 } }],
    timeOfDay: [{ from: '00:30', to: '08:30', factor: 0.5 }],
    source: 'test',
    asOf: '2026-01-01',
  }
  for (const at of [0, 3_600_000])
    for (const input of [0, 1000, 300_000])
      expect(estimate(input, 512, list, at)).toBeCloseTo(priceOf({ input, output: 512 }, list, { at })!.usd, 8)
  expect(estimate(10, 10, { ...list, prices: { input: 1 } }, 0)).toBe(Infinity)
})
