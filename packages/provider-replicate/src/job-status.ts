import type { Context, JobStatus, LLMError } from '@llmrr/core'
import type { WirePrediction } from './wire.ts'

const pollAfterMs = 5000

/** Where a run or a training stands, as a job tells it. */
export function jobStatus<Result>(
  run: WirePrediction,
  failure: (run: WirePrediction, context: Context) => LLMError,
  context: Context,
  result: () => Result,
): JobStatus<Result> {
  switch (run.status) {
    case 'succeeded':
      return { state: 'done', result: result() }
    case 'canceled':
    case 'aborted':
      return { state: 'cancelled' }
    case 'failed': {
      const { code, message, rawCode } = failure(run, context)
      return { state: 'failed', code, message, ...(rawCode !== undefined && { rawCode }) }
    }
    default:
      return { state: run.status === 'starting' ? 'queued' : 'running', pollAfterMs }
  }
}
