import { geminiOptions } from '@llmrr/provider-kit'
import { boolean, optional, strictObject } from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

/** Options of a target: `target(google, 'gemini-3.8-flash', { tools: ['googleSearch'] })`. */
export const options = strictObject({
  ...geminiOptions,
  /** Whether Google may keep the request in the project's logs. Default: the project's setting, on for new paid ones. */
  store: optional(boolean()),
})

/** The options as values. */
export type GoogleOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): GoogleOptions => (target.options ?? {}) as GoogleOptions
