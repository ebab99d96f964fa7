import { geminiOptions, messagesOptions } from '@llmrr/provider-kit'
import { looseObject, optional, picklist, strictObject, string } from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

/** The options of a target at Vertex AI, as in `target(vertex, 'gemini-3.5-flash', { location: 'eu' })`. */
export const options = strictObject({
  ...messagesOptions,
  ...geminiOptions,
  /** Where it is served: a region, `us`, `eu` or `global`. Default: that of the provider. */
  location: optional(string()),
  /**
   * What the model speaks. Default: by its id: `gemini` for Google's and for `endpoints/...`, `messages` for `claude-...`, `mistral` for Mistral's, `openai`
   * for everything with a vendor in front (`meta/...`).
   */
  api: optional(picklist(['gemini', 'messages', 'mistral', 'openai'])),
  /** Templates that screen prompt and answer, in the service's words; instead of `safetySettings`. */
  modelArmorConfig: optional(looseObject({})),
})

/** What a target at Vertex AI can say beyond the request. */
export type VertexOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): VertexOptions => (target.options ?? {}) as VertexOptions
