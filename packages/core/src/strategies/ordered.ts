import type { Strategy } from '../call.ts'

/** The order in which the route lists them. */
export const ordered = (): Strategy => (candidates) => candidates
