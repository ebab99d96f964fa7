import { array, boolean, number, optional, picklist, pipe, readonly, record, strictObject, string } from 'valibot'
import type { Context } from '@llmrr/core'
import type { InferOutput } from 'valibot'

/** The options of a target at Portkey. They go over what the provider was made with. */
export const options = strictObject({
  /** Over which API chats go: Chat Completions (the default), Responses, or Anthropic's Messages. */
  api: optional(picklist(['chat', 'responses', 'messages'])),
  /** Slug of the service behind (`openai`, `anthropic`), or of an integration (`@openai-prod`). */
  provider: optional(string()),
  /** Slug of a key that is kept at Portkey. */
  virtualKey: optional(string()),
  /** Name of one of the provider's `configs`, or the id of one that is kept at Portkey (`pc-...`). */
  config: optional(string()),
  /** Address of the service, where it is not the usual one. */
  customHost: optional(string()),
  /** Names of headers of the request that reach the service. */
  forwardHeaders: optional(pipe(array(string()), readonly())),
  /** The id under which Portkey keeps a trace of the call. */
  traceId: optional(string()),
  spanId: optional(string()),
  parentSpanId: optional(string()),
  spanName: optional(string()),
  /** For conditions and analytics; a request's own `metadata` is added, and goes over it. */
  metadata: optional(record(string(), string())),
  /** Answers the same request from the cache, or also a similar one. */
  cache: optional(picklist(['simple', 'semantic'])),
  /** Asks anew, and keeps the new answer. */
  cacheForceRefresh: optional(boolean()),
  /** A part of the cache of one's own. */
  cacheNamespace: optional(string()),
  /** How often the gateway asks again after 429, 500, 502, 503 and 504; at most 5 times. */
  retryCount: optional(number()),
  /** After this time the gateway gives the service up. */
  requestTimeoutMs: optional(number()),
  /** `false` passes on what OpenAI's form has no place for: thinking, and the service's own finish reasons. Default: the gateway's, `true`. */
  strictOpenAiCompliance: optional(boolean()),
  /** `false` keeps bodies out of Portkey's logs; its cache is then off as well. */
  debug: optional(boolean()),
})

/** What a target at Portkey can say beyond the request. */
export type PortkeyOptions = InferOutput<typeof options>

/** The options of a target, checked before. */
export const optionsOf = ({ target }: Pick<Context, 'target'>): PortkeyOptions =>
  (target.options ?? {}) as PortkeyOptions
