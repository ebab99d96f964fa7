import {
  array,
  boolean,
  literal,
  looseObject,
  optional,
  picklist,
  pipe,
  readonly,
  strictObject,
  string,
  union,
} from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

const names = optional(pipe(array(string()), readonly()))

const document = strictObject({
  /** Named by citations. Default: the service's. */
  id: optional(string()),
  source: union([
    strictObject({ type: literal('text'), text: string() }),
    strictObject({ type: literal('json'), data: looseObject({}) }),
  ]),
})

/** The options of a target at Groq. */
export const options = strictObject({
  /** `on_demand` (the service's default), `flex`, `auto` or `performance`. A request's own `serviceTier` goes first. */
  serviceTier: optional(string()),
  /** How the reasoning of models other than gpt-oss comes. `raw` leaves it in the text, between `<think>` tags. */
  reasoningFormat: optional(picklist(['parsed', 'raw', 'hidden'])),
  /** Whether gpt-oss models show their reasoning. Default: they do. */
  includeReasoning: optional(boolean()),
  /** Lets calls through that name an unknown tool or do not keep its schema, instead of failing the answer. */
  disableToolValidation: optional(boolean()),
  /** Tools that the service runs: `browser_search` and `code_interpreter` on gpt-oss, or an MCP server in the service's words. */
  tools: optional(
    pipe(array(union([picklist(['browser_search', 'code_interpreter']), looseObject({ type: string() })])), readonly()),
  ),
  /** Where compound systems search. */
  searchSettings: optional(
    strictObject({
      includeDomains: names,
      excludeDomains: names,
      includeImages: optional(boolean()),
      country: optional(string()),
    }),
  ),
  /** Which models and tools a compound system uses. */
  compound: optional(
    strictObject({
      reasoningModel: optional(string()),
      answeringModel: optional(string()),
      enabledTools: names,
      wolframSettings: optional(strictObject({ authorization: optional(string()) })),
    }),
  ),
  /** Documents to answer from. The answer then cites them, with positions in its text. */
  documents: optional(pipe(array(document), readonly())),
  /** Whether the answer cites its documents. Default: the service's. */
  citations: optional(boolean()),
  /** How long a batch may take: `24h` (the default) to `7d`. */
  completionWindow: optional(string()),
})

/** What a target at Groq can say beyond the request. */
export type GroqOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): GroqOptions => (target.options ?? {}) as GroqOptions
