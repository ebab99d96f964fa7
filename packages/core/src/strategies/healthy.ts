import type { Strategy } from '../call.ts'

/**
 * Leaves out the targets that would not answer now: an open breaker, a closed gate after a rate limit, a credential that was refused.
 * It always comes first, also before a route's own strategy.
 */
export const healthy = (): Strategy => (candidates, context) => candidates.filter((one) => context.admits(one))
