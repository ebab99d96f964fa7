import { array, boolean, looseObject, number, optional, picklist, pipe, readonly, strictObject, string } from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

/** The options of a target at an OpenAI-compatible server. */
export const options = strictObject({
  /** Over which API chats go: Chat Completions (the default), or Responses where the server has it. */
  api: optional(picklist(['chat', 'responses'])),
  /** Tokens that are less likely than this share of the likeliest are not chosen. */
  minP: optional(number()),
  /** Above 1 the model repeats itself less. */
  repetitionPenalty: optional(number()),
  /** A grammar that the answer is held to: GBNF for llama.cpp and its kin, EBNF for vLLM. */
  grammar: optional(string()),
  /** A regular expression that the whole answer is held to (vLLM). */
  regex: optional(string()),
  /** The answers of which one is given (vLLM). */
  choice: optional(pipe(array(string()), readonly())),
  /** Whether the model may go on after its end token (vLLM, llama.cpp). */
  ignoreEos: optional(boolean()),
  /** Arguments of the chat template, such as `{ enable_thinking: false }`. */
  templateArguments: optional(looseObject({})),
})

/** What a target at an OpenAI-compatible server can say beyond the request. */
export type OpenAICompatibleOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): OpenAICompatibleOptions =>
  (target.options ?? {}) as OpenAICompatibleOptions
