import { llmError } from '@llmrr/core'
import type { Context } from '@llmrr/core'

/** When to look again: the n-th wait (from 0), in milliseconds. */
export type PollInterval = (look: number) => number

/** 0.5 s at first, growing by half to at most 10 s. */
export const defaultPollInterval: PollInterval = (look) => Math.min(10_000, 500 * 1.5 ** look)

/**
 * Looks until there is something to see: calls `look` until it answers other than `undefined`, waiting in between.
 *
 * @throws LLMError `timeout` after `maxLooks` (default 10,000) looks; whatever `look` throws; the signal's reason.
 */
export async function poll<T>(
  look: () => Promise<T | undefined>,
  context: Context,
  interval: PollInterval = defaultPollInterval,
  maxLooks = 10_000,
): Promise<T> {
  for (let count = 0; count < maxLooks; count++) {
    const seen = await look()
    if (seen !== undefined) return seen
    await context.host.sleep(interval(count), context.signal)
  }
  throw llmError('timeout', `${context.target.provider} was not done after ${maxLooks} looks.`, {
    target: context.target,
  })
}
