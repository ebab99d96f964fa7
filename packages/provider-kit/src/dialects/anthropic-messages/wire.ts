import type { Json } from '@llmrr/core'

/** A content block, of a request or of a reply. Which fields it has depends on its type; those not named here are kept. */
export interface WireBlock {
  readonly type: string
  readonly text?: string
  readonly thinking?: string
  readonly signature?: string
  readonly data?: string
  readonly id?: string
  readonly name?: string
  readonly input?: unknown
  readonly tool_use_id?: string
  readonly content?: unknown
  readonly is_error?: boolean
  readonly citations?: unknown
  readonly cache_control?: WireCacheControl
  readonly source?: unknown
  readonly [field: string]: unknown
}

/** The end of a prefix to cache. Without a lifetime it lives for five minutes. */
export interface WireCacheControl {
  readonly type: 'ephemeral'
  readonly ttl?: '5m' | '1h'
}

/** Where a statement comes from; the fields depend on the type. */
export interface WireCitation {
  readonly type: string
  readonly cited_text?: string
  readonly url?: string
  readonly title?: string | null
  readonly source?: string
  readonly document_index?: number
  readonly document_title?: string | null
  readonly file_id?: string | null
  readonly [field: string]: unknown
}

/** A turn. */
export interface WireTurn {
  readonly role: 'user' | 'assistant' | 'system'
  readonly content: string | readonly WireBlock[]
}

/** A tool: one of the caller's, or one that the service defines. */
export interface WireTool {
  readonly type?: string
  readonly name?: string
  readonly description?: string
  readonly input_schema?: unknown
  readonly strict?: boolean
  readonly cache_control?: WireCacheControl
  readonly [field: string]: unknown
}

/** How the model thinks. */
export interface WireThinking {
  readonly type: string
  readonly budget_tokens?: number
  readonly display?: string
}

/** The body of a request. */
export interface WireBody {
  readonly model?: string
  readonly max_tokens?: number
  readonly messages: readonly WireTurn[]
  readonly system?: string | readonly WireBlock[]
  readonly tools?: readonly WireTool[]
  readonly thinking?: WireThinking
  readonly output_config?: { readonly effort?: string; readonly format?: unknown }
  readonly cache_control?: WireCacheControl
  readonly [field: string]: unknown
}

/** Counts. In a stream they come in two pieces, the later one over the earlier. */
export interface WireUsage {
  readonly input_tokens?: number | null
  readonly cache_creation_input_tokens?: number | null
  readonly cache_read_input_tokens?: number | null
  readonly cache_creation?: {
    readonly ephemeral_5m_input_tokens?: number | null
    readonly ephemeral_1h_input_tokens?: number | null
  } | null
  readonly output_tokens?: number | null
  readonly output_tokens_details?: { readonly thinking_tokens?: number | null } | null
  readonly server_tool_use?: { readonly web_search_requests?: number | null } | null
  readonly service_tier?: string | null
  readonly speed?: string | null
  /** One entry for each time that a model was run. */
  readonly iterations?: readonly (WireUsage & { readonly type?: string })[] | null
}

/** What a message says of itself beside its content; `message_delta` brings the end of it. */
export interface WireEnd {
  readonly stop_reason?: string | null
  readonly stop_sequence?: string | null
  readonly stop_details?: Json
  readonly container?: { readonly id: string; readonly expires_at?: string } | null
}

/** A whole reply, or the beginning of a streamed one. */
export interface WireMessage extends WireEnd {
  readonly type?: string
  readonly id?: string
  readonly model?: string
  readonly content?: readonly WireBlock[]
  readonly usage?: WireUsage | null
  readonly context_management?: Json
  readonly diagnostics?: Json
}

/** A piece of a content block. */
export interface WireDelta {
  readonly type: string
  readonly text?: string
  readonly thinking?: string
  readonly signature?: string
  readonly partial_json?: string
  readonly citation?: WireCitation
  readonly [field: string]: unknown
}

/** One event of a stream. `ping` and types that are not known here pass. */
export type WireChunk =
  | { readonly type: 'message_start'; readonly message?: WireMessage }
  | { readonly type: 'content_block_start'; readonly index: number; readonly content_block: WireBlock }
  | { readonly type: 'content_block_delta'; readonly index: number; readonly delta: WireDelta }
  | { readonly type: 'content_block_stop'; readonly index: number }
  | {
      readonly type: 'message_delta'
      readonly delta?: WireEnd
      readonly usage?: WireUsage | null
      readonly context_management?: Json
    }
  | { readonly type: 'message_stop' }
  | { readonly type: 'error' }
