import {
  array,
  boolean,
  looseObject,
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

const names = optional(pipe(array(string()), readonly()))

/** The options of a target at a LiteLLM proxy. */
export const options = strictObject({
  /** Over which API chats go: Chat Completions (the default), Responses, or Anthropic's Messages. The proxy bridges each to every service. */
  api: optional(picklist(['chat', 'responses', 'messages'])),
  /** For routing by tag and for spend. */
  tags: names,
  /** Model groups that the proxy goes on to, in order, over its own configuration. */
  fallbacks: optional(pipe(array(union([string(), looseObject({ model: string() })])), readonly())),
  /** The proxy does not go on to another model group. */
  disableFallbacks: optional(boolean()),
  /** How often the proxy asks a deployment again. Default: as it is set up. */
  numRetries: optional(number()),
  /** Seconds after which the proxy gives a deployment up. */
  timeoutSeconds: optional(number()),
  /** The same for the first piece of a stream. */
  streamTimeoutSeconds: optional(number()),
  /** What the proxy's cache does with this request. */
  cache: optional(
    strictObject({
      /** Asks anew. */
      noCache: optional(boolean()),
      /** Does not keep the answer. */
      noStore: optional(boolean()),
      /** Keeps the answer for so many seconds. */
      ttlSeconds: optional(number()),
      /** Takes an answer that is no older. */
      maxAgeSeconds: optional(number()),
      namespace: optional(string()),
      /** Uses the cache where the proxy does so only when it is asked. */
      useCache: optional(boolean()),
    }),
  ),
  /** Names of guardrails of the proxy that check the request, or the name with settings. */
  guardrails: optional(pipe(array(union([string(), record(string(), unknown())])), readonly())),
  /** Leaves fields out that the service behind does not know, instead of failing. */
  dropParams: optional(boolean()),
  /** Kept with the spend of the call. */
  spendLogsMetadata: optional(looseObject({})),
  /** The customer for whom the call is made, for budgets. */
  customerId: optional(string()),
  /** The service behind of a batch or a file, such as `openai`. */
  customProvider: optional(string()),
})

/** What a target at a LiteLLM proxy can say beyond the request. */
export type LiteLLMOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): LiteLLMOptions =>
  (target.options ?? {}) as LiteLLMOptions
