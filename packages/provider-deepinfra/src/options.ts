import { boolean, looseObject, number, optional, strictObject, string } from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

/** The options of a target at DeepInfra. */
export const options = strictObject({
  /** Tokens that are less likely than this share of the likeliest are not chosen, 0 to 1. */
  minP: optional(number()),
  /** Above 1 the model repeats itself less; 0.01 to 5. */
  repetitionPenalty: optional(number()),
  /** A regular expression that the whole answer is held to. */
  regex: optional(string()),
  /** Arguments of the chat template. */
  chatTemplateKwargs: optional(looseObject({})),
  /** What a reranker is told of its task. */
  instruction: optional(string()),
  /** Whether vectors are scaled to length one, where the model leaves the choice. */
  normalize: optional(boolean()),
  /** Further fields of speech, as the model has them. */
  extraBody: optional(looseObject({})),
})

/** What a target at DeepInfra can say beyond the request. */
export type DeepInfraOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): DeepInfraOptions =>
  (target.options ?? {}) as DeepInfraOptions
