import type { Json } from '@llmrr/core'

/** Where media are: in the request, or in S3. */
export interface WireSource {
  readonly bytes?: string
  readonly s3Location?: { readonly uri: string }
  readonly text?: string
}

/** A picture, sound, film or document. */
export interface WireMedia {
  readonly format: string
  readonly source: WireSource
  /** Documents only. */
  readonly name?: string
  readonly citations?: { readonly enabled: boolean }
}

/** Where a statement comes from. */
export interface WireCitation {
  readonly title?: string
  readonly source?: string
  readonly sourceContent?: readonly { readonly text?: string }[]
  readonly location?: {
    readonly web?: { readonly url?: string; readonly domain?: string }
    readonly documentChar?: { readonly documentIndex?: number }
    readonly documentPage?: { readonly documentIndex?: number }
    readonly documentChunk?: { readonly documentIndex?: number }
    readonly searchResultLocation?: { readonly searchResultIndex?: number }
  }
}

/** A call of a tool. `server_tool_use`: the service has run it. */
export interface WireToolUse {
  readonly toolUseId: string
  readonly name: string
  readonly input?: Json
  readonly type?: string
}

/** A result of a tool. */
export interface WireToolResult {
  readonly toolUseId: string
  readonly content?: readonly WireBlock[]
  readonly status?: 'success' | 'error'
  readonly type?: string
}

/** A block of a message: one of these fields is set. */
export interface WireBlock {
  readonly text?: string
  readonly json?: Json
  readonly image?: WireMedia
  readonly document?: WireMedia
  readonly video?: WireMedia
  readonly audio?: WireMedia
  readonly toolUse?: WireToolUse
  readonly toolResult?: WireToolResult
  readonly reasoningContent?: {
    readonly reasoningText?: { readonly text: string; readonly signature?: string }
    readonly redactedContent?: string
  }
  readonly citationsContent?: {
    readonly content?: readonly { readonly text?: string }[]
    readonly citations?: readonly WireCitation[]
  }
  readonly cachePoint?: { readonly type: 'default'; readonly ttl?: '5m' | '1h' }
  readonly guardContent?: object
  readonly searchResult?: object
}

/** A turn. */
export interface WireMessage {
  readonly role: 'user' | 'assistant'
  readonly content: readonly WireBlock[]
}

/** An entry of the list of tools. */
export interface WireTool {
  readonly toolSpec?: {
    readonly name: string
    readonly description?: string
    readonly inputSchema: { readonly json: object }
    readonly strict?: boolean
  }
  readonly systemTool?: { readonly name: string }
  readonly cachePoint?: WireBlock['cachePoint']
}

/** The body of a request. */
export interface WireBody {
  readonly messages: readonly WireMessage[]
  readonly system?: readonly WireBlock[]
  readonly toolConfig?: { readonly tools: readonly WireTool[]; readonly toolChoice?: object }
  readonly [field: string]: unknown
}

/** Tokens. `inputTokens` has nothing of the cache in it; reasoning is part of `outputTokens`. */
export interface WireUsage {
  readonly inputTokens?: number
  readonly outputTokens?: number
  readonly totalTokens?: number
  readonly cacheReadInputTokens?: number
  readonly cacheWriteInputTokens?: number
  readonly cacheDetails?: readonly { readonly ttl?: string; readonly inputTokens?: number }[]
}

/** What is told of an answer beside its content. */
export interface WireFacts {
  readonly usage?: WireUsage
  readonly metrics?: { readonly latencyMs?: number }
  readonly trace?: object
  readonly performanceConfig?: object
  readonly serviceTier?: { readonly type?: string }
}

/** A whole reply. */
export interface WireReply extends WireFacts {
  readonly output?: { readonly message?: WireMessage }
  readonly stopReason?: string
  readonly additionalModelResponseFields?: Json
}

/** A piece of a block. */
export interface WireDelta {
  readonly text?: string
  readonly toolUse?: { readonly input?: string }
  readonly toolResult?: readonly WireBlock[]
  readonly reasoningContent?: {
    readonly text?: string
    readonly signature?: string
    readonly redactedContent?: string
  }
  readonly citation?: WireCitation
  readonly image?: Partial<WireMedia>
}

/** One event of a stream: one of these fields is set. */
export interface WireChunk {
  readonly messageStart?: object
  readonly contentBlockStart?: {
    readonly contentBlockIndex: number
    readonly start?: {
      readonly toolUse?: WireToolUse
      readonly toolResult?: WireToolResult
      readonly image?: { readonly format: string }
    }
  }
  readonly contentBlockDelta?: { readonly contentBlockIndex: number; readonly delta: WireDelta }
  readonly contentBlockStop?: { readonly contentBlockIndex: number }
  readonly messageStop?: { readonly stopReason?: string; readonly additionalModelResponseFields?: Json }
  readonly metadata?: WireFacts
  /** A failure. */
  readonly exception?: string
}
