import { array, boolean, looseObject, number, optional, picklist, pipe, readonly, strictObject, string } from 'valibot'
import type { InferOutput } from 'valibot'
import type { Context } from '@llmrr/core'

/** The options of a target at Hugging Face. */
export const options = strictObject({
  /** Over which API chats go: Chat Completions (the default), or Responses, which the service calls a beta. */
  api: optional(picklist(['chat', 'responses'])),
  /** The organisation or resource group that pays. Default: that of the config, else the token's owner. */
  billTo: optional(string()),
  /**
   * What the host named by the model's suffix calls the model, for everything but chat. Default: the Hub is asked, once for
   * each model.
   */
  hostModel: optional(string()),
  /** What stands before the tools in the prompt (text-generation-inference only). */
  toolPrompt: optional(string()),
  /** Further parameters of a task, in the service's words: `{ repetition_penalty: 1.1 }`. They go over those of the request. */
  parameters: optional(looseObject({})),
  /** Embeddings: whether vectors are scaled to length 1. Default: the model's way. */
  normalize: optional(boolean()),
  /** Embeddings: which of the prompts in the model's own settings is put before a text, such as `query`. */
  promptName: optional(string()),
  /** Moderation: labels of the classifier that say that nothing is wrong, over those that are known. */
  harmless: optional(pipe(array(string()), readonly())),
  /** Moderation: the score from which a label flags a text. Default 0.5. */
  threshold: optional(number()),
})

/** What a target at Hugging Face can say beyond the request. */
export type HuggingFaceOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): HuggingFaceOptions =>
  (target.options ?? {}) as HuggingFaceOptions
