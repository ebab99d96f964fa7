import type { Json } from '@llmrr/core'

/** An item of `input` or `output`: a message, a call, a result, reasoning. Only what is read here is named. */
export interface WireItem {
  readonly type: string
  readonly id?: string
  readonly status?: string
  readonly call_id?: string | null
  readonly name?: string
  readonly [field: string]: unknown
}

/** A piece of a message. */
export interface WireContent {
  readonly type: string
  readonly text?: string
  readonly refusal?: string
  readonly annotations?: readonly WireAnnotation[]
  readonly logprobs?: readonly WireLogprob[]
  readonly [field: string]: unknown
}

/** Where a stretch of text comes from. */
export interface WireAnnotation {
  readonly type: string
  readonly url?: string
  readonly title?: string
  readonly start_index?: number
  readonly end_index?: number
  readonly file_id?: string
  readonly filename?: string
  readonly container_id?: string
}

/** One token with its likeliest alternatives. */
export interface WireLogprob {
  readonly token: string
  readonly logprob: number
  readonly top_logprobs?: readonly { readonly token: string; readonly logprob: number }[]
}

/** Cached and written tokens are part of `input_tokens`, reasoning of `output_tokens`. */
export interface WireUsage {
  readonly input_tokens?: number
  readonly input_tokens_details?: {
    readonly cached_tokens?: number
    readonly cache_write_tokens?: number
    readonly cache_write_tokens_details?: { readonly ttl_30m_tokens?: number; readonly ttl_12h_tokens?: number } | null
  } | null
  readonly output_tokens?: number
  readonly output_tokens_details?: { readonly reasoning_tokens?: number } | null
}

/** What hosted tools took, beside the model's own tokens. */
export interface WireToolUsage {
  readonly web_search?: { readonly num_requests?: number } | null
  readonly image_gen?: { readonly input_tokens?: number; readonly output_tokens?: number } | null
}

/** A whole answer; also what `response.created` and the terminal chunks carry. */
export interface WireResponse {
  readonly id?: string
  readonly model?: string
  readonly status?: string
  readonly error?: { readonly code?: string | null; readonly message?: string } | null
  readonly incomplete_details?: { readonly reason?: string } | null
  readonly output?: readonly WireItem[]
  readonly usage?: WireUsage | null
  readonly tool_usage?: WireToolUsage | null
  readonly service_tier?: string | null
}

/** One event of the stream. */
export interface WireChunk {
  readonly type: string
  readonly response?: WireResponse
  readonly item?: WireItem
  readonly item_id?: string
  readonly output_index?: number
  readonly content_index?: number
  readonly summary_index?: number
  readonly delta?: string
  readonly logprobs?: readonly WireLogprob[]
  /** Of one that reports a failure. */
  readonly error?: unknown
  readonly partial_image_b64?: string
  readonly partial_image_index?: number
  readonly output_format?: string
}

/** What is posted. Options of a target add fields of their own. */
export interface WireBody {
  readonly model: string
  readonly input: readonly WireInput[]
  readonly instructions?: string
  readonly [field: string]: unknown
}

/** An entry of `input`: an item, or a message in its short form. */
export type WireInput = { readonly type?: string; readonly role?: string; readonly [field: string]: unknown }

/** What a reader leaves on a part so that its item can be sent back as it was. */
export interface ItemState {
  /** The item, without what the part itself holds. */
  readonly item: WireItem
  /** Id of the reasoning item that it followed: the service takes neither of the two without the other. */
  readonly after?: string
}

/** The same, as the opaque data of a part's `state`. */
export const asState = (origin: string, state: ItemState): { readonly [origin: string]: Json } => ({
  [origin]: state as unknown as Json,
})
