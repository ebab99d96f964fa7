import { describe, expect, test } from 'vitest'
import { scenarios } from './scenarios.ts'
import { simulate } from './simulate.ts'
import type { Outcome, Scenario } from './simulate.ts'

/** What each scenario must keep, as means over the seeds: percent, seconds, calls per second. */
const bounds: {
  readonly [S in keyof typeof scenarios]: {
    readonly goodput: number
    readonly p99: number
    readonly failed?: number
    readonly share?: number
  }
} = {
  S0: { goodput: 100, p99: 3.4, failed: 0, share: 20 },
  S1: { goodput: 99.9, p99: 3.4, failed: 0.3, share: 20 },
  S2: { goodput: 99.9, p99: 3.4, failed: 0.3, share: 20 },
  S3: { goodput: 99.9, p99: 3.7, failed: 0.3, share: 20 },
  S4: { goodput: 99.9, p99: 3.4, failed: 0.9, share: 20 },
  S7: { goodput: 99.9, p99: 3.4, failed: 0.3 },
  S8: { goodput: 99.9, p99: 5, failed: 0.3 },
  H1: { goodput: 99.9, p99: 6.2, failed: 0.3, share: 8 },
  H2: { goodput: 0, p99: Infinity, failed: 1.4 },
  H3: { goodput: 99.5, p99: 11.8, failed: 0.3 },
  H4: { goodput: 99.9, p99: 4, failed: 0.05 },
  H5: { goodput: 99.9, p99: 4.5, failed: 0.1 },
  H6: { goodput: 99.9, p99: 12.2, failed: 0.1 },
}

const seeds = [1, 2, 3]
const mean = (
  outcomes: readonly Outcome[],
  field: 'goodput' | 'p99' | 'failedPerSecond' | 'share' | 'firstOk',
): number => outcomes.reduce((sum, outcome) => sum + outcome[field], 0) / outcomes.length

describe('a fault on some targets', () => {
  test.each(Object.keys(scenarios) as (keyof typeof scenarios)[])(
    '%s keeps its goodput and its p99',
    async (name) => {
      const { goodput, p99, failed, share } = bounds[name]
      const outcomes: Outcome[] = []
      for (const seed of seeds) outcomes.push(await simulate(scenarios[name] as Scenario, seed))
      expect(mean(outcomes, 'goodput')).toBeGreaterThanOrEqual(goodput)
      expect(mean(outcomes, 'p99')).toBeLessThanOrEqual(p99)
      if (failed !== undefined) expect(mean(outcomes, 'failedPerSecond')).toBeLessThanOrEqual(failed)
      if (share !== undefined) expect(mean(outcomes, 'share')).toBeGreaterThanOrEqual(share)
      if (name === 'H2') expect(mean(outcomes, 'firstOk')).toBeLessThanOrEqual(1.1)
      for (const { mostAttempts } of outcomes) expect(mostAttempts).toBeLessThanOrEqual(4)
    },
    60_000,
  )

  test('one seed gives one trace', async () => {
    const [first, second] = [await simulate(scenarios.S4, 7), await simulate(scenarios.S4, 7)]
    expect(first.trace).toBe(second.trace)
    expect((await simulate(scenarios.S4, 8)).trace).not.toBe(first.trace)
  })
})
