import type { Part } from './parts.ts'
import type { GatewayFacts } from './results.ts'
import type { Cost, Limits, Usage } from './usage.ts'

/**
 * Why an answer ended. `content-filter` covers refusals. A reason that is not known here is `other`, with the service's
 * word in `raw`; a failure is thrown, never a reason.
 */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'other'

/** The log probability (natural logarithm) of one token, with the likeliest others at its place. */
export interface TokenLogprob {
  readonly token: string
  readonly logprob: number
  readonly top?: readonly { readonly token: string; readonly logprob: number }[]
}

/** The first event of a stream. Shows no content, so a failure after it still falls back in silence. */
export interface StartEvent {
  readonly type: 'start'
  /** The service's id of the answer. */
  readonly id?: string
  /** The model that answers, as the service names it; may be a dated snapshot of the one asked for. */
  readonly model?: string
  /** The id to quote to the service's support. */
  readonly requestId?: string
  /** Of an answer that comes through a gateway which tells its way. */
  readonly gateway?: GatewayFacts
}

/** A piece of text of part `index`. */
export interface TextDeltaEvent {
  readonly type: 'text-delta'
  readonly index: number
  readonly text: string
  readonly logprobs?: readonly TokenLogprob[]
}

/** A piece of the model's working, of part `index`. */
export interface ReasoningDeltaEvent {
  readonly type: 'reasoning-delta'
  readonly index: number
  readonly text: string
}

/** A piece of the arguments (JSON text) of the tool call that is part `index`. */
export interface ToolCallDeltaEvent {
  readonly type: 'tool-call-delta'
  readonly index: number
  readonly id: string
  readonly name: string
  readonly input: string
}

/** The final, authoritative form of part `index`. Replaces what its deltas have built. */
export interface PartEvent {
  readonly type: 'part'
  readonly index: number
  readonly part: Part
}

/** The last event, exactly once. An answer that ends without it was cut. */
export interface FinishEvent {
  readonly type: 'finish'
  readonly reason: FinishReason
  /** The service's own word for the reason. */
  readonly raw?: string
  readonly usage?: Usage
  /** From a provider: the cost that the service reports. From the router: the cost of the call. */
  readonly cost?: Cost
  readonly limits?: Limits
  /** The tier of service that was used, as the service names it. Prices may depend on it. */
  readonly serviceTier?: string
}

/** What only one service sends. `x-raw` carries the wire chunks when the request says `raw: true`. */
export interface ExtensionEvent {
  readonly type: `x-${string}`
  readonly data?: unknown
}

/**
 * One unit of an answer. `index` numbers the parts densely from 0 in order of first appearance; parts may interleave.
 * There are no brackets and no error event: iterators throw.
 */
export type ChatEvent =
  | StartEvent
  | TextDeltaEvent
  | ReasoningDeltaEvent
  | ToolCallDeltaEvent
  | PartEvent
  | FinishEvent
  | ExtensionEvent
