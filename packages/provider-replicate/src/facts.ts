import { costOf } from './hardware.ts'
import { optionsOf } from './options.ts'
import type { Context, ReplyFacts, Usage } from '@llmrr/core'
import type { Run } from './runs.ts'

/** What is told of a run beside its content. */
export function factsOf({ prediction, limits }: Run, usage: Usage | undefined, context: Context): ReplyFacts {
  const cost = costOf(usage, optionsOf(context).hardware)
  return { id: prediction.id, ...(usage && { usage }), ...(cost && { cost }), ...(limits && { limits }) }
}
