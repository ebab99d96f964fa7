import { geminiOptions } from '@llmrr/provider-kit'
import { boolean, optional, strictObject } from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

/** The options of a target at Google AI Studio, as in `target(google, 'gemini-3.8-flash', { tools: ['googleSearch'] })`. */
export const options = strictObject({
  ...geminiOptions,
  /** Whether Google may keep the request in the project's logs. Default: the project's setting, on for new paid ones. */
  store: optional(boolean()),
})

/** What a target at Google AI Studio can say beyond the request. */
export type GoogleOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): GoogleOptions => (target.options ?? {}) as GoogleOptions
