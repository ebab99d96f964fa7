/** A message as it is sent. */
export interface WireMessage {
  readonly role: 'system' | 'developer' | 'user' | 'assistant' | 'tool'
  readonly content?: string | readonly WireContent[] | null
  readonly tool_calls?: readonly WireToolCall[]
  readonly tool_call_id?: string
  readonly audio?: { readonly id: string }
  /** Reasoning goes back under the field that the service names. */
  readonly [field: string]: unknown
}

/** A typed piece of content: `text`, `image_url`, `input_audio`, `file`, or what only one service takes. */
export interface WireContent {
  readonly type: string
  readonly [field: string]: unknown
}

/** A tool call, whole or (in a stream) a piece of one. */
export interface WireToolCall {
  readonly index?: number | null
  readonly id?: string | null
  readonly type?: string | null
  readonly function?: {
    readonly name?: string | null
    /** JSON text; some services send the object itself. */
    readonly arguments?: string | object | null
  } | null
}

/** A message of a reply, or a piece of one. */
export interface WireDelta {
  readonly role?: string | null
  /** A list where reasoning or marks of sources stand between texts, as Mistral sends it. */
  readonly content?: string | readonly WireContent[] | null
  readonly reasoning?: string | null
  readonly reasoning_content?: string | null
  readonly refusal?: string | null
  readonly tool_calls?: readonly WireToolCall[] | null
  /** The form before tools existed. */
  readonly function_call?: WireToolCall['function']
  readonly annotations?: readonly WireAnnotation[] | null
  readonly audio?: {
    readonly id?: string | null
    readonly data?: string | null
    readonly transcript?: string | null
  } | null
  readonly [field: string]: unknown
}

/** A citation; OpenAI nests it under the name of its type, others do not. */
export interface WireAnnotation {
  readonly type?: string
  readonly [field: string]: unknown
}

/** The log probability of a token. */
export interface WireLogprob {
  readonly token: string
  readonly logprob: number
  readonly top_logprobs?: readonly { readonly token: string; readonly logprob: number }[] | null
}

/** Log probabilities by token, or in the lists of the legacy form. */
export interface WireLogprobs {
  readonly content?: readonly WireLogprob[] | null
  readonly tokens?: readonly string[]
  readonly token_logprobs?: readonly (number | null)[]
  readonly top_logprobs?: readonly (Readonly<Record<string, number>> | null)[] | null
}

/** One choice of a chunk (`delta`) or of a reply (`message`); `text` in the legacy text format. */
export interface WireChoice {
  readonly index?: number
  readonly delta?: WireDelta | null
  readonly message?: WireDelta | null
  readonly text?: string | null
  readonly finish_reason?: string | null
  readonly logprobs?: WireLogprobs | null
  readonly error?: unknown
}

/** Counts of tokens. Most services count cached tokens in the prompt, and reasoning in the completion. */
export interface WireUsage {
  readonly prompt_tokens?: number | null
  readonly completion_tokens?: number | null
  readonly total_tokens?: number | null
  readonly cached_tokens?: number | null
  readonly num_cached_tokens?: number | null
  readonly prompt_cache_hit_tokens?: number | null
  readonly reasoning_tokens?: number | null
  /** Length of the sound that was sent, at services that bill it by time. */
  readonly prompt_audio_seconds?: number | null
  /** Searches of the web that are billed beside the tokens. */
  readonly searches?: number | null
  readonly prompt_tokens_details?: {
    readonly cached_tokens?: number | null
    readonly cache_write_tokens?: number | null
    readonly audio_tokens?: number | null
    readonly image_tokens?: number | null
    readonly video_tokens?: number | null
  } | null
  readonly completion_tokens_details?: {
    readonly reasoning_tokens?: number | null
    readonly audio_tokens?: number | null
    readonly image_tokens?: number | null
  } | null
  readonly [field: string]: unknown
}

/** One unit of a stream; a whole reply has the same fields, with messages for deltas. */
export interface WireChunk {
  readonly id?: string | null
  readonly object?: string | null
  readonly model?: string | null
  readonly choices?: readonly WireChoice[] | null
  readonly usage?: WireUsage | null
  readonly service_tier?: string | null
  readonly error?: unknown
  readonly [field: string]: unknown
}
