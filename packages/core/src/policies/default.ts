import { breaker } from './breaker.ts'
import { fallback } from './fallback.ts'
import { retry } from './retry.ts'
import { timeouts } from './timeouts.ts'
import type { Policy } from '../call.ts'

/**
 * What a router does when it is told nothing: `retry > fallback > breaker > timeouts`, outermost first. Put others around them:
 * `policies: [cache({ ... }), ...defaultPolicies()]`.
 */
// Retry stands outside fallback: what is repeated is the whole round over the targets, after a back-off, so that a call never waits
// while another target could answer. Bound and budget belong to the call, so the two do not multiply.
export const defaultPolicies = (): readonly Policy[] => [retry(), fallback(), breaker(), timeouts()]
