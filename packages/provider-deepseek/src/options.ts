import { array, boolean, looseObject, optional, picklist, pipe, readonly, strictObject, string } from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

/** The options of a target at DeepSeek. */
export const options = strictObject({
  /** Over which API chats go. Default: Responses for targets with `tools`, else Chat Completions. */
  api: optional(picklist(['chat', 'responses'])),
  /** Whether the model thinks, for requests that do not say it by their `reasoning`. Default: it does. Over Chat Completions. */
  thinking: optional(strictObject({ type: picklist(['enabled', 'disabled']) })),
  /** Tools that the service runs, in its own words, such as `{ type: 'web_search' }`. Over Responses. */
  tools: optional(pipe(array(looseObject({ type: string() })), readonly())),
  /** Completions: whether the text begins with the prompt. Default: it does not. */
  echo: optional(boolean()),
})

/** What a target at DeepSeek can say beyond the request. */
export type DeepSeekOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): DeepSeekOptions =>
  (target.options ?? {}) as DeepSeekOptions
