/** An entry of what is asked: a message, a call or its result. */
export type WireInput = { readonly type: string; readonly [field: string]: unknown }

/** Where a stretch of text comes from. */
export interface WireAnnotation {
  readonly type?: string | null
  readonly url?: string | null
  readonly title?: string | null
  readonly start_index?: number | null
  readonly end_index?: number | null
}

/** A page that was found or fetched. `id` is what `[1]` in the text means. */
export interface WirePage {
  readonly id?: number | null
  readonly url: string
  readonly title?: string | null
  readonly snippet?: string | null
  readonly date?: string | null
}

/** An item of the answer. Only what is read here is named. */
export interface WireItem {
  readonly type: string
  readonly id?: string | null
  readonly call_id?: string | null
  readonly name?: string | null
  readonly arguments?: string | null
  readonly thought_signature?: string | null
  readonly queries?: readonly string[] | null
  readonly results?: readonly unknown[] | null
  readonly contents?: readonly WirePage[] | null
  readonly content?: unknown
  readonly [field: string]: unknown
}

/** Cached tokens are part of the input. */
export interface WireUsage {
  readonly input_tokens?: number | null
  readonly input_tokens_details?: {
    readonly cache_creation_input_tokens?: number | null
    readonly cache_read_input_tokens?: number | null
  } | null
  readonly output_tokens?: number | null
  readonly tool_calls_details?: Readonly<Record<string, { readonly invocation?: number | null } | null>> | null
  readonly cost?: { readonly total_cost?: number | null } | null
}

/** A whole answer; also what some events carry. */
export interface WireResponse {
  readonly id?: string | null
  readonly model?: string | null
  readonly status?: string | null
  readonly error?: unknown
  readonly incomplete_details?: { readonly reason?: string | null } | null
  readonly output?: readonly WireItem[] | null
  readonly usage?: WireUsage | null
}

/** One event of a stream. Any field may be null. */
export interface WireChunk {
  readonly type: string
  readonly response?: WireResponse | null
  readonly item?: WireItem | null
  readonly item_id?: string | null
  readonly output_index?: number | null
  readonly content_index?: number | null
  readonly delta?: string | null
  /** What the model thinks between its steps. */
  readonly thought?: string | null
  readonly error?: unknown
  readonly [field: string]: unknown
}
