import {
  array,
  boolean,
  integer,
  maxValue,
  minValue,
  number,
  optional,
  picklist,
  pipe,
  readonly,
  record,
  strictObject,
  string,
  union,
  unknown,
} from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

const document = union([
  string(),
  strictObject({
    /** Named by citations. Default: `doc:` and its number. */
    id: optional(string()),
    data: union([string(), record(string(), unknown())]),
  }),
])

/** The options of a target at Cohere. */
export const options = strictObject({
  /** Documents to answer from, before those of the messages. The answer then cites them, with positions in its text. */
  documents: optional(pipe(array(document), readonly())),
  /** How citations are made: `FAST` beside the text, `ACCURATE` behind it, `OFF` not at all. Default: the service's. */
  citationMode: optional(picklist(['ENABLED', 'DISABLED', 'FAST', 'ACCURATE', 'OFF'])),
  /** Default `CONTEXTUAL`. Newer models refuse `OFF`, and none takes it together with tools or documents. */
  safetyMode: optional(picklist(['CONTEXTUAL', 'STRICT', 'OFF'])),
  /** Holds the arguments of all tools to their schemas. Default: whether a tool of the request says `strict`. */
  strictTools: optional(boolean()),
  /** 0 goes first, 999 last, where the service is busy. */
  priority: optional(pipe(number(), integer(), minValue(0), maxValue(999))),
  /** What the numbers of an embedding are; `base64` are floats that are smaller on the wire. Default `float`. */
  embeddingType: optional(picklist(['float', 'base64', 'int8', 'uint8', 'binary', 'ubinary'])),
  /** Tokens of an input beyond which it is cut. */
  embedMaxTokens: optional(pipe(number(), integer(), minValue(1))),
})

/** What a target at Cohere can say beyond the request. */
export type CohereOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): CohereOptions => (target.options ?? {}) as CohereOptions
