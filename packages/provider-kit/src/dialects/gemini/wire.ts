import type { Json } from '@llmrr/core'

/** Bytes inside a request or a reply; base64, of either alphabet. */
export interface WireBlob {
  readonly mimeType?: string
  readonly data?: string
}

/** A call of one of the caller's tools. In a stream of arguments it comes in pieces, whose last one says no `willContinue`. */
export interface WireFunctionCall {
  readonly id?: string
  readonly name?: string
  readonly args?: { readonly [name: string]: Json } | null
  readonly partialArgs?: readonly WirePartialArg[]
  readonly willContinue?: boolean
}

/** A piece of a value at a JSON path; pieces of a text follow one another. */
export interface WirePartialArg {
  readonly jsonPath?: string
  readonly stringValue?: string
  readonly numberValue?: number
  readonly boolValue?: boolean
  readonly nullValue?: unknown
  readonly willContinue?: boolean
}

/** A part of a content: one of these fields, and what is said about it. Those that are not named here are kept. */
export interface WirePart {
  readonly text?: string
  /** The part is of the model's working. */
  readonly thought?: boolean
  readonly thoughtSignature?: string
  readonly inlineData?: WireBlob
  readonly fileData?: { readonly mimeType?: string; readonly fileUri?: string }
  readonly functionCall?: WireFunctionCall
  readonly functionResponse?: object
  readonly executableCode?: { readonly id?: string; readonly code?: string; readonly language?: string }
  readonly codeExecutionResult?: { readonly id?: string; readonly outcome?: string; readonly output?: string }
  readonly toolCall?: { readonly id?: string; readonly toolType?: string; readonly args?: Json }
  readonly toolResponse?: { readonly id?: string; readonly toolType?: string; readonly response?: Json }
  readonly [field: string]: unknown
}

/** A turn. */
export interface WireContent {
  readonly role?: string
  readonly parts?: readonly WirePart[]
}

/** A stretch of the answer, in UTF-8 bytes. A beginning of 0 is left out. */
export interface WireSegment {
  readonly startIndex?: number
  readonly endIndex?: number
  readonly text?: string
}

/** Something that the answer was grounded in. */
export interface WireGroundingChunk {
  readonly web?: WireSource
  readonly retrievedContext?: WireSource
  readonly maps?: WireSource
}

/** A page, a document or a place. */
export interface WireSource {
  readonly uri?: string
  readonly title?: string
  readonly text?: string
  readonly fileSearchStore?: string
}

/** What an answer was grounded in, and which stretch of it in what. */
export interface WireGrounding {
  readonly webSearchQueries?: readonly string[]
  readonly groundingChunks?: readonly WireGroundingChunk[]
  readonly groundingSupports?: readonly {
    readonly segment?: WireSegment
    readonly groundingChunkIndices?: readonly number[]
  }[]
  readonly searchEntryPoint?: { readonly renderedContent?: string }
}

/** A token and the logarithm of its probability. */
export interface WireLogprob {
  readonly token?: string
  readonly logProbability?: number
}

/** An answer, or a piece of one. */
export interface WireCandidate {
  readonly index?: number
  readonly content?: WireContent
  readonly finishReason?: string
  readonly finishMessage?: string
  readonly groundingMetadata?: WireGrounding
  readonly citationMetadata?: { readonly citations?: readonly (WireSegment & WireSource)[] }
  readonly urlContextMetadata?: {
    readonly urlMetadata?: readonly { readonly retrievedUrl?: string; readonly urlRetrievalStatus?: string }[]
  }
  readonly logprobsResult?: {
    readonly chosenCandidates?: readonly WireLogprob[]
    readonly topCandidates?: readonly { readonly candidates?: readonly WireLogprob[] }[]
  }
}

/** Tokens of one modality. */
export interface WireCount {
  readonly modality?: string
  readonly tokenCount?: number
}

/** Counts. What is 0 is left out; in a stream they grow from chunk to chunk. */
export interface WireUsage {
  /** With what was read from a cache, and without what the service's own tools have read. */
  readonly promptTokenCount?: number
  readonly cachedContentTokenCount?: number
  readonly toolUsePromptTokenCount?: number
  /** Without thoughts. */
  readonly candidatesTokenCount?: number
  readonly thoughtsTokenCount?: number
  readonly totalTokenCount?: number
  readonly promptTokensDetails?: readonly WireCount[]
  readonly cacheTokensDetails?: readonly WireCount[]
  readonly toolUsePromptTokensDetails?: readonly WireCount[]
  readonly candidatesTokensDetails?: readonly WireCount[]
  readonly serviceTier?: string
  readonly trafficType?: string
}

/** A reply, or one chunk of a stream: both have the same form. */
export interface WireChunk {
  readonly candidates?: readonly WireCandidate[]
  readonly promptFeedback?: { readonly blockReason?: string; readonly blockReasonMessage?: string }
  readonly usageMetadata?: WireUsage
  readonly modelVersion?: string
  readonly responseId?: string
  readonly error?: unknown
}

/** The body of a request. */
export interface WireBody {
  readonly contents: readonly WireContent[]
  readonly systemInstruction?: WireContent
  readonly generationConfig?: { readonly [field: string]: unknown }
  readonly tools?: readonly object[]
  readonly toolConfig?: { readonly [field: string]: unknown }
  readonly [field: string]: unknown
}
