/** A call of a tool. Arguments are an object here; older servers give no id. */
export interface WireCall {
  readonly id?: string
  readonly function: { readonly name: string; readonly arguments?: unknown }
}

/** One message of a conversation, or a piece of one. */
export interface WireMessage {
  readonly role: string
  readonly content?: string
  readonly thinking?: string
  /** Base64, without a prefix. */
  readonly images?: readonly string[]
  readonly tool_calls?: readonly WireCall[]
  readonly tool_name?: string
  readonly tool_call_id?: string
}

/** The log probability of a token. */
export interface WireLogprob {
  readonly token: string
  readonly logprob: number
  readonly top_logprobs?: readonly { readonly token: string; readonly logprob: number }[]
}

/** A line of a chat or of a completion; the last one says `done`. A whole reply has the same form. */
export interface WireChunk {
  readonly model?: string
  readonly message?: WireMessage
  /** Text and thoughts of a completion. */
  readonly response?: string
  readonly thinking?: string
  readonly logprobs?: readonly WireLogprob[]
  readonly done?: boolean
  readonly done_reason?: string
  readonly prompt_eval_count?: number
  readonly eval_count?: number
  /** The host that a cloud model was forwarded to. */
  readonly remote_host?: string
  readonly error?: unknown
}
