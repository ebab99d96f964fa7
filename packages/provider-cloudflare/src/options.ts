import { looseObject, number, optional, strictObject, string } from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

/** The options of a target at Cloudflare Workers AI. */
export const options = strictObject({
  /** Requests with the same id go to the same machine, so that more of their prompt is found in its cache. */
  sessionAffinity: optional(string()),
  /** Above 1 the model repeats itself less. */
  repetitionPenalty: optional(number()),
  /** A LoRA adapter that was uploaded to the account, by its name or id. */
  lora: optional(string()),
  /** Arguments of the chat template, such as `{ enable_thinking: false }`. */
  templateArguments: optional(looseObject({})),
  /** How much of a picture that is given is changed, 0 to 1 (Stable Diffusion). */
  strength: optional(number()),
})

/** What a target at Cloudflare Workers AI can say beyond the request. */
export type CloudflareOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): CloudflareOptions =>
  (target.options ?? {}) as CloudflareOptions
