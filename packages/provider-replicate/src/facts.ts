import { costOf } from './hardware.ts'
import type { Context, ReplyFacts, Usage } from '@llmrr/core'
import type { ReplicateOptions } from './options.ts'
import type { Run } from './runs.ts'

/** What is told of a run beside its content. */
export function factsOf(
  { prediction, limits }: Run,
  usage: Usage | undefined,
  context: Context<ReplicateOptions>,
): ReplyFacts {
  const cost = costOf(usage, context)
  return { id: prediction.id, ...(usage && { usage }), ...(cost && { cost }), ...(limits && { limits }) }
}
