import { boolean, looseObject, number, optional, picklist, strictObject, string, union } from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

/** The options of a target at Ollama. */
export const options = strictObject({
  /** Over which protocol chats go: Ollama's own (the default), or the one that it shares with OpenAI. */
  api: optional(picklist(['native', 'openai'])),
  /**
   * Tokens of the window that the model is loaded with (`num_ctx`). Default: the server's, and more where the prompt and its
   * answer are longer than that. Another window loads the model anew.
   */
  contextWindow: optional(number()),
  /** Whether a prompt that is too long may lose its beginning in silence. Default `false`: it is an error. */
  truncate: optional(boolean()),
  /** Thinking in the server's words, over the request's `reasoning`. */
  think: optional(union([boolean(), string()])),
  /** How long the model stays loaded: `10m`, seconds, `0` for not at all, `-1` for ever. Default: the server's, `5m`. */
  keepAlive: optional(union([string(), number()])),
  /** Tokens that are less likely than this share of the likeliest are not chosen. */
  minP: optional(number()),
  /** Above 1 the model repeats itself less. */
  repeatPenalty: optional(number()),
  /** Further fields of the server's `options`, such as `num_gpu`, as it names them. */
  parameters: optional(looseObject({})),
  /** The prompt goes to the model as it is, without its template (text completion). */
  rawPrompt: optional(boolean()),
})

/** What a target at Ollama can say beyond the request. */
export type OllamaOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): OllamaOptions => (target.options ?? {}) as OllamaOptions
