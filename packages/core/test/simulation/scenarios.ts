import { ordered } from '../../src/index.ts'
import type { Scenario } from './simulate.ts'

const four = { perSecond: 20, targets: 4, faulty: 1 } as const
const pair = { perSecond: 10, targets: 2, faulty: 1, strategy: ordered } as const
const unequal = { ...four, means: [0.6, 1.2, 1.2, 2.4], crowd: 10 } as const

/** The scenarios of the router's fault simulation that need no limits. */
export const scenarios = {
  S0: four,
  S1: { ...four, fault: { kind: '503' } },
  S2: { ...four, fault: { kind: 'hang' } },
  S3: { ...four, fault: { kind: 'slow', factor: 8 } },
  S4: { ...four, fault: { kind: 'flaky', share: 0.4 } },
  S7: { ...pair, fault: { kind: '503' } },
  S8: { ...pair, fault: { kind: 'hang' } },
  H1: { perSecond: 60, targets: 8, sigma: 0.8, faulty: 2, fault: { kind: 'hang' } },
  H2: { ...four, faulty: 4, fault: { kind: '503' } },
  H3: { ...unequal, fault: { kind: '503' } },
  H4: unequal,
  H5: { ...four, perSecond: 0.5, fault: { kind: '503' } },
  H6: { ...four, perSecond: 0.5, fault: { kind: 'hang' } },
} as const satisfies Record<string, Scenario>
