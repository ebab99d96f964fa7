import {
  array,
  boolean,
  integer,
  looseObject,
  minValue,
  number,
  optional,
  picklist,
  pipe,
  record,
  strictObject,
  string,
  union,
  unknown,
} from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

/** The options of a target at Cerebras. */
export const options = strictObject({
  /** How reasoning comes. `raw` leaves it in the text, `hidden` leaves it out. Default: `parsed`, a part of its own. */
  reasoningFormat: optional(picklist(['parsed', 'text_parsed', 'raw', 'hidden', 'none'])),
  /** GLM: whether what it thought in earlier turns is dropped. Default: the service's. */
  clearThinking: optional(boolean()),
  /** The answer is at least so long, in tokens. */
  minTokens: optional(pipe(number(), integer(), minValue(0))),
  /** Bias by token id, from -100 to 100. */
  logitBias: optional(record(string(), number())),
  /** Text that the answer will mostly repeat, so that it comes sooner. */
  prediction: optional(union([string(), array(unknown())])),
  /** Settings of a model, in the service's words. */
  modelParameters: optional(looseObject({})),
})

/** What a target at Cerebras can say beyond the request. */
export type CerebrasOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): CerebrasOptions =>
  (target.options ?? {}) as CerebrasOptions
