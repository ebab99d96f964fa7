/** A citation. Positions count characters of the text block that it stands in. */
export interface WireCitation {
  readonly start?: number
  readonly end?: number
  readonly text?: string
  /** `TEXT_CONTENT`, `THINKING_CONTENT` or `PLAN`. */
  readonly type?: string
  /** Of the content blocks. Absent where there is one text only. */
  readonly content_index?: number
  readonly sources?: readonly WireSource[]
}

/** What a citation rests on: a document, or an output of a tool. */
export interface WireSource {
  readonly type?: string
  readonly id?: string
  readonly document?: Readonly<Record<string, unknown>>
}

/** A call of a tool, or in a stream a piece of one. */
export interface WireToolCall {
  readonly id?: string
  readonly type?: 'function'
  readonly function?: { readonly name?: string; readonly arguments?: string | null }
}

/** A block of an answer, or in a stream a piece of one. */
export interface WireBlock {
  readonly type?: string
  readonly text?: string
  readonly thinking?: string
}

/** Log probabilities of the tokens that a piece of text is made of. */
export interface WireLogprobs {
  readonly text?: string
  readonly logprobs?: readonly number[]
}

/** Counts; any may be missing. */
export interface WireCounts {
  readonly input_tokens?: number
  readonly output_tokens?: number
  readonly reasoning_tokens?: number
  readonly image_tokens?: number
  readonly images?: number
  readonly search_units?: number
}

/** What an answer took. */
export interface WireUsage {
  /** What is paid for. */
  readonly billed_units?: WireCounts | null
  /** What the model has read and written, with the service's own prompt. */
  readonly tokens?: WireCounts | null
}

/** The end of an answer. */
export interface WireEnd {
  readonly finish_reason?: string
  readonly usage?: WireUsage | null
  /** Of an answer that failed. */
  readonly error?: string
  readonly error_type?: string
}

/** One event of a stream. */
export interface WireChunk {
  readonly type?: string
  readonly id?: string
  readonly index?: number
  readonly logprobs?: WireLogprobs
  /** Only of an error in place of an event. */
  readonly message?: string
  readonly delta?: WireEnd & {
    readonly message?: {
      readonly content?: WireBlock
      readonly tool_plan?: string
      readonly tool_calls?: WireToolCall
      readonly citations?: WireCitation
    }
  }
}

/** An answer in one piece. */
export interface WireReply extends WireEnd {
  readonly id?: string
  readonly message?: {
    readonly content?: readonly WireBlock[] | string | null
    readonly tool_plan?: string | null
    readonly tool_calls?: readonly WireToolCall[] | null
    readonly citations?: readonly WireCitation[] | null
  }
  readonly logprobs?: readonly WireLogprobs[] | null
}

/** A document to answer from. */
export type WireDocument = string | { readonly id?: string; readonly data: string | Readonly<Record<string, unknown>> }

/** A piece of a message. */
export type WireContent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly thinking: string }
  | { readonly type: 'image_url'; readonly image_url: { readonly url: string; readonly detail?: string } }
  | { readonly type: 'document'; readonly document: WireDocument }

/** A turn. */
export interface WireMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool'
  readonly content?: string | readonly WireContent[]
  readonly tool_plan?: string
  readonly tool_calls?: readonly WireToolCall[]
  readonly tool_call_id?: string
}

/** What every answer but chat's tells beside its content. */
export interface WireMeta {
  readonly id?: string
  readonly meta?: { readonly billed_units?: WireCounts | null } | null
}
