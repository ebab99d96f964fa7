import type { Strategy } from '../call.ts'

/** One strategy after the other: `pipe(within({ tag: 'eu' }), cheapest())`. */
export const pipe =
  (...strategies: readonly Strategy[]): Strategy =>
  (candidates, context) =>
    strategies.reduce((left, strategy) => (left.length > 0 ? strategy(left, context) : left), candidates)
