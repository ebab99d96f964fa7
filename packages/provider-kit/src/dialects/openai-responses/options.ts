import {
  array,
  boolean,
  integer,
  looseObject,
  minValue,
  number,
  object,
  optional,
  picklist,
  pipe,
  string,
} from 'valibot'
import type { InferOutput, ObjectEntries } from 'valibot'

/** Hosted and custom tools as the service writes them: `{ type: 'web_search' }`. */
const tool = looseObject({ type: string() })

const moderation = optional(object({ mode: picklist(['score', 'block']) }))

/** Options of a target that this dialect understands, for a provider's schema: `strictObject({ ...responsesOptions })`. */
export const responsesOptions = {
  /** Keeps the answer at the service. Default: only where `previousResponseId`, `conversation` or `background` needs it. */
  store: optional(boolean()),
  /** Goes on from a stored answer: only new messages are sent. `system` does not carry over. */
  previousResponseId: optional(string()),
  /** Goes on in a stored conversation. Excludes `previousResponseId`. */
  conversation: optional(string()),
  /** Lets the service work on while the connection is down. The answer comes as events in any case. */
  background: optional(boolean()),
  /** Further things that the reply should hold, in the service's words. */
  include: optional(array(string())),
  /** Hosted tools (`web_search`, `file_search`, `code_interpreter`, `image_generation`, `mcp`, `shell`, ...) and custom ones, in the service's words. */
  tools: optional(array(tool)),
  /** Names of the only tools that may be used now, while all stay described (and cached). */
  allowedTools: optional(array(string())),
  /** Names of the caller's tools that are not described until the hosted tool `tool_search` has found them. */
  deferredTools: optional(array(string())),
  /** How often hosted tools may be used in one answer. */
  maxToolCalls: optional(pipe(number(), integer(), minValue(1))),
  truncation: optional(picklist(['auto', 'disabled'])),
  /** Compacts the conversation at the service once it is longer than `compactThreshold` tokens. */
  compactThreshold: optional(pipe(number(), integer(), minValue(1))),
  verbosity: optional(picklist(['low', 'medium', 'high'])),
  /** A stored prompt with its variables, in the service's words. */
  prompt: optional(looseObject({ id: string() })),
  /** Moderates what goes in and comes out, in the same call. */
  moderation: optional(
    object({ model: string(), policy: optional(object({ input: moderation, output: moderation })) }),
  ),
  /** `explicit`: only marked parts are cached. */
  cacheMode: optional(picklist(['implicit', 'explicit'])),
  /** How much is told of the reasoning when `reasoning.summary` asks for it. Default `auto`. */
  reasoningSummary: optional(picklist(['auto', 'concise', 'detailed'])),
  /** Which turns' reasoning is looked at again. */
  reasoningContext: optional(picklist(['auto', 'current_turn', 'all_turns'])),
  reasoningMode: optional(picklist(['standard', 'pro'])),
  /** `false` leaves out the padding that hides the length of a stream's pieces. */
  obfuscation: optional(boolean()),
} as const satisfies ObjectEntries

/** The options as values. */
export type ResponsesOptions = InferOutput<ReturnType<typeof object<typeof responsesOptions>>>

/** Option to field of the body, where nothing else is to be done. */
export const optionFields: Readonly<Partial<Record<keyof ResponsesOptions, string>>> = {
  previousResponseId: 'previous_response_id',
  conversation: 'conversation',
  background: 'background',
  maxToolCalls: 'max_tool_calls',
  truncation: 'truncation',
  prompt: 'prompt',
  moderation: 'moderation',
}
