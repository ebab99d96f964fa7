import { responsesOptions } from '@llmrr/provider-kit'
import {
  array,
  boolean,
  integer,
  minValue,
  number,
  optional,
  picklist,
  pipe,
  readonly,
  strictObject,
  string,
} from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

const { store, previousResponseId, include, tools } = responsesOptions

/** Options that mean something to Responses alone. */
export const responsesOnly = ['store', 'previousResponseId', 'include', 'tools', 'maxTurns'] as const

/** The options of a target at xAI. */
export const options = strictObject({
  /** Over which API chats go. Default `auto`: Responses, unless the request asks for what only Chat Completions has. */
  api: optional(picklist(['auto', 'responses', 'chat'])),
  /** Keeps the answer at the service for thirty days. Default: only where `previousResponseId` needs it. Responses. */
  store,
  /** Goes on from a stored answer: only new messages are sent. Responses. */
  previousResponseId,
  /** Further things that the reply should hold, in the service's words. Responses. */
  include,
  /** Tools that the service runs, in its words: `web_search`, `x_search`, `code_interpreter`, `file_search`, `mcp`. Responses. */
  tools,
  /** How often the service may think and use its tools before it answers. Responses. */
  maxTurns: optional(pipe(number(), integer(), minValue(1))),
  /** Images: `1k` (the service's default) or `2k`. */
  resolution: optional(string()),
  /** Images: whether they come as addresses (the service's default), which do not last, or as data. */
  responseFormat: optional(picklist(['url', 'b64_json'])),
  /** Speech: bits per second of an mp3. */
  bitRate: optional(pipe(number(), integer(), minValue(1))),
  /** Transcription: names and terms to expect. */
  keyterms: optional(pipe(array(string()), readonly())),
  /** Transcription: writes numbers, amounts and units as such. Needs the request's `language`. */
  format: optional(boolean()),
  /** Batches: their name in the console. Default `llmrr`. */
  batchName: optional(string()),
})

/** What a target at xAI can say beyond the request. */
export type XAIOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): XAIOptions => (target.options ?? {}) as XAIOptions
