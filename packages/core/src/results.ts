import type { ErrorCode } from './errors.ts'
import type { Target } from './provider.ts'
import type { Cost, Limits, Usage } from './usage.ts'

/** A field of the request that the target did not take as asked. Under `strict: true` it is an `unsupported` error instead. */
export interface Warning {
  /** The request field, `tools[0].strict` for one inside. */
  readonly field: string
  /** One sentence on what was done about it. */
  readonly why: string
  /** Which target said so. */
  readonly target: Target
}

/** One call to one target. */
export interface Attempt {
  readonly target: Target
  readonly outcome: 'ok' | 'error' | 'aborted'
  /** The error's code, for an `error`. */
  readonly code?: ErrorCode
  /** The error's message. */
  readonly message?: string
  readonly status?: number
  readonly rawCode?: string
  readonly requestId?: string
  /** When it began, in milliseconds after the call did. */
  readonly startMs: number
  /** How long it took. */
  readonly latencyMs: number
  /** Time to the first content event; absent where none came or the capability does not stream. */
  readonly firstEventMs?: number
  /** How long the service asked to wait before the next. */
  readonly retryAfterMs?: number
  readonly usage?: Usage
  readonly cost?: Cost
}

/** What a gateway between the router and a service tells of the way of an answer. What it does not tell is absent. */
export interface GatewayFacts {
  /** The service that answered, as the gateway names it. */
  readonly provider?: string
  /** Which of its own targets answered, as it names them. */
  readonly target?: string
  /** How often it asked a target again before this answer. */
  readonly retries?: number
  /** How often it went on to another target before this answer. */
  readonly fallbacks?: number
  /** What its cache had to say of the request, in its own word: `HIT`, `MISS`, ... */
  readonly cache?: string
  /** The id under which it keeps a trace of the call. */
  readonly traceId?: string
}

/** What an adapter tells of an answer beside its content. */
export interface ReplyFacts {
  readonly usage?: Usage
  /** The cost that the service reports. */
  readonly cost?: Cost
  readonly limits?: Limits
  /** The id to quote to the service's support. */
  readonly requestId?: string
  /** The service's id of the answer. */
  readonly id?: string
  /** The model that answered, as the service names it. */
  readonly model?: string
  /** Of an answer that came through a gateway which tells its way. */
  readonly gateway?: GatewayFacts
}

/** What every result tells of its call. */
export interface CallFacts extends ReplyFacts {
  /** Of the whole call: all attempts. */
  readonly cost?: Cost
  /** Which target answered. */
  readonly target: Target
  /** Every try, in order; the last one answered (unless the answer came from the cache: then there is none). */
  readonly attempts: readonly Attempt[]
  readonly warnings: readonly Warning[]
  /** Set when the answer came from the router's cache: nothing was sent, and `cost` is 0. */
  readonly cached?: { readonly saved?: Cost }
}

/** A handler's result as the caller gets it. */
export type Routed<T> = T & CallFacts
