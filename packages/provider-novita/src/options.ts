import { boolean, looseObject, number, optional, record, strictObject, string } from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

/** The options of a target at Novita AI. */
export const options = strictObject({
  /** Tokens that are less likely than this share of the likeliest are not chosen, 0 to 1. */
  minP: optional(number()),
  /** Above 1 the model repeats itself less. */
  repetitionPenalty: optional(number()),
  /** Likelihoods by token id. */
  logitBias: optional(record(string(), number())),
  /** Whether the service splits the thoughts of DeepSeek R1 off its text. Default: they are split off here. */
  separateReasoning: optional(boolean()),
  /** Fields of pictures, films and speech that only the model has. They are merged into the body last, level by level. */
  input: optional(looseObject({})),
  /** Address that is called when a task is done. */
  webhook: optional(string()),
})

/** What a target at Novita AI can say beyond the request. */
export type NovitaOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): NovitaOptions => (target.options ?? {}) as NovitaOptions
