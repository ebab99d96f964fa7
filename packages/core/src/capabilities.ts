import type { ChatRequest, ChatResult, ResolvedChatRequest } from './chat.ts'
import type { ChatEvent } from './events.ts'
import type { ErrorCode } from './errors.ts'
import type { FileRef, Json, MediaPart, Part } from './parts.ts'
import type { Context } from './provider.ts'
import type { ReplyFacts } from './results.ts'

/**
 * What a provider can be asked for. Open: a package adds a capability of its own by declaration merging, and it is then
 * reached by `llm.call(name, request)`.
 *
 * `request` is what a caller writes, `resolved` what a handler gets (where core changes it), `result` what a handler answers,
 * `final` what the caller gets of a collected stream or a finished job.
 */
export interface Capabilities {
  chat: { request: ChatRequest; resolved: ResolvedChatRequest; result: AsyncIterable<ChatEvent>; final: ChatResult }
  complete: { request: CompleteRequest; result: AsyncIterable<CompleteEvent>; final: CompleteResult }
  embed: { request: EmbedRequest; result: Promise<EmbedResult> }
  rerank: { request: RerankRequest; result: Promise<RerankResult> }
  moderate: { request: ModerateRequest; result: Promise<ModerateResult> }
  image: { request: ImageRequest; result: Promise<ImageResult> }
  speech: { request: SpeechRequest; result: AsyncIterable<SpeechEvent>; final: SpeechResult }
  transcribe: { request: TranscribeRequest; result: AsyncIterable<TranscribeEvent>; final: TranscribeResult }
  ocr: { request: OcrRequest; result: Promise<OcrResult> }
  search: { request: SearchRequest; result: Promise<SearchResult> }
  countTokens: { request: ChatRequest; resolved: ResolvedChatRequest; result: Promise<CountTokensResult> }
  video: { request: VideoRequest; result: Job<VideoRequest, VideoResult>; final: VideoResult }
  batch: {
    request: BatchRequest
    resolved: ResolvedBatchRequest
    result: Job<ResolvedBatchRequest, BatchResult>
    final: BatchResult
  }
  tune: { request: TuneRequest; result: Job<TuneRequest, TuneResult>; final: TuneResult }
  files: { request: FilePutRequest; result: Files }
}

/** Name of a capability. */
export type CapabilityName = keyof Capabilities

/** Capabilities whose handler answers a stream of events. */
export type StreamingCapability = {
  [C in CapabilityName]: Capabilities[C]['result'] extends AsyncIterable<unknown> ? C : never
}[CapabilityName]

/** Capabilities that are work to be waited for. */
export type JobCapability = {
  [C in CapabilityName]: Capabilities[C]['result'] extends { submit: unknown } ? C : never
}[CapabilityName]

/** What a handler of a capability gets. */
export type ResolvedRequest<C extends CapabilityName> = Capabilities[C] extends { resolved: infer R }
  ? R
  : Capabilities[C]['request']

/** One event of a streaming capability. */
export type EventOf<C extends StreamingCapability> =
  Capabilities[C]['result'] extends AsyncIterable<infer E> ? E : never

/** Text to go on with (legacy completion), or a gap to fill between `prompt` and `suffix` (fill-in-the-middle). */
export interface CompleteRequest {
  readonly prompt: string
  readonly suffix?: string
  readonly maxOutputTokens?: number
  readonly temperature?: number
  readonly topP?: number
  readonly stop?: readonly string[]
  readonly seed?: number
  readonly frequencyPenalty?: number
  readonly presencePenalty?: number
  readonly logprobs?: boolean | number
  readonly user?: string
  readonly raw?: boolean
}

/** The events of `complete`: those of a chat that has one text part. */
export type CompleteEvent = ChatEvent

/** A whole completion. */
export interface CompleteResult
  extends Pick<ChatResult, 'text' | 'finishReason' | 'rawFinishReason' | 'logprobs' | 'raw'>, ReplyFacts {}

/** Texts (or, where a model reads them, media) to turn into vectors. */
export interface EmbedRequest {
  /** Each entry is embedded by itself; the order of the vectors is the order of the inputs. */
  readonly input: string | readonly (string | readonly Part[])[]
  /** Length of the vectors, where the model offers a choice. */
  readonly dimensions?: number
  /** What the vectors are for, where the model distinguishes. */
  readonly purpose?:
    | 'query'
    | 'document'
    | 'classification'
    | 'clustering'
    | 'similarity'
    | 'question'
    | 'fact'
    | 'code'
  /** What happens to an input that is too long: cut at its `end` (or `start`), or an error (`never`). Default: the service's. */
  readonly truncate?: 'start' | 'end' | 'never'
  readonly user?: string
}

/** Vectors, in the order of the inputs. */
export interface EmbedResult extends ReplyFacts {
  readonly embeddings: readonly (readonly number[])[]
}

/** Documents to put in order of how well they answer a query. */
export interface RerankRequest {
  readonly query: string
  readonly documents: readonly (string | { readonly [field: string]: Json })[]
  /** How many of the best to answer. Default: all. */
  readonly topN?: number
  readonly maxTokensPerDocument?: number
}

/** The documents by index, best first. Scores are comparable within one result only. */
export interface RerankResult extends ReplyFacts {
  readonly ranking: readonly { readonly index: number; readonly score: number }[]
}

/** Texts and images to check, each by itself. */
export interface ModerateRequest {
  readonly input: string | readonly (string | readonly Part[])[]
}

/** One verdict per input, in order. */
export interface ModerateResult extends ReplyFacts {
  readonly results: readonly {
    readonly flagged: boolean
    /** Scores from 0 to 1 by category, in the service's words. */
    readonly scores: { readonly [category: string]: number }
    /** The categories that flagged it. */
    readonly categories: readonly string[]
  }[]
}

/** A picture to make, or with `images` to change. */
export interface ImageRequest {
  readonly prompt: string
  /** Pictures to work from. */
  readonly images?: readonly MediaPart[]
  /** Where it is transparent, the first picture may change. */
  readonly mask?: MediaPart
  readonly count?: number
  /** `1024x1024`; services that think in ratios get the nearest. */
  readonly size?: string
  /** `16:9`. */
  readonly aspectRatio?: string
  readonly quality?: string
  readonly background?: 'transparent' | 'opaque' | 'auto'
  /** Media type of the pictures, such as `image/webp`. */
  readonly mediaType?: string
  readonly negativePrompt?: string
  readonly steps?: number
  readonly guidance?: number
  readonly seed?: number
  readonly user?: string
}

/** The pictures. */
export interface ImageResult extends ReplyFacts {
  readonly images: readonly MediaPart[]
  /** The prompt as the service rewrote it. */
  readonly revisedPrompt?: string
}

/** A text to say. */
export interface SpeechRequest {
  readonly input: string
  readonly voice?: string
  /** How to say it. */
  readonly instructions?: string
  /** Media type such as `audio/mpeg` or `audio/wav`. Default: the service's. */
  readonly mediaType?: string
  /** 1 is normal. */
  readonly speed?: number
  readonly language?: string
  readonly sampleRate?: number
}

/** One unit of speech: bytes as they come. */
export type SpeechEvent =
  | { readonly type: 'start'; readonly mediaType: string; readonly requestId?: string; readonly model?: string }
  | { readonly type: 'audio-delta'; readonly data: Uint8Array }
  | ({ readonly type: 'finish' } & ReplyFacts)
  | { readonly type: `x-${string}`; readonly data?: unknown }

/** The whole sound; `audio.data` is base64. */
export interface SpeechResult extends ReplyFacts {
  readonly audio: MediaPart
}

/** A recording to write down. */
export interface TranscribeRequest {
  readonly audio: MediaPart
  /** ISO 639-1, where it is known. */
  readonly language?: string
  /** Earlier text or names to expect. */
  readonly prompt?: string
  readonly temperature?: number
  /** Adds `segments` or also `words` with times. Default `none`. */
  readonly timestamps?: 'none' | 'segment' | 'word'
  /** Answers in English whatever was spoken. */
  readonly translate?: boolean
  /** Says who speaks. */
  readonly diarize?: boolean
}

/** A stretch of speech. Times are seconds from the beginning. */
export interface TranscriptSpan {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly speaker?: string
}

/** One unit of a transcript. */
export type TranscribeEvent =
  | { readonly type: 'start'; readonly requestId?: string; readonly model?: string }
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'segment'; readonly segment: TranscriptSpan }
  | ({
      readonly type: 'finish'
      /** The whole text, where the service sends it once more; it replaces what the deltas have built. */
      readonly text?: string
      readonly language?: string
      readonly durationSeconds?: number
      readonly words?: readonly TranscriptSpan[]
    } & ReplyFacts)
  | { readonly type: `x-${string}`; readonly data?: unknown }

/** The whole transcript. */
export interface TranscribeResult extends ReplyFacts {
  readonly text: string
  readonly segments?: readonly TranscriptSpan[]
  readonly words?: readonly TranscriptSpan[]
  /** As the service names it: a code or an English word. */
  readonly language?: string
  readonly durationSeconds?: number
}

/** A document or image whose text is wanted. */
export interface OcrRequest {
  readonly document: MediaPart
  /** Page numbers from 0. Default: all. */
  readonly pages?: readonly number[]
  readonly includeImages?: boolean
}

/** The text, page by page, as Markdown. */
export interface OcrResult extends ReplyFacts {
  readonly pages: readonly {
    readonly index: number
    readonly markdown: string
    readonly images?: readonly MediaPart[]
  }[]
}

/** A web search. */
export interface SearchRequest {
  readonly query: string | readonly string[]
  readonly maxResults?: number
  readonly includeDomains?: readonly string[]
  readonly excludeDomains?: readonly string[]
  /** ISO 3166-1 alpha-2. */
  readonly country?: string
  readonly language?: string
  readonly recency?: 'hour' | 'day' | 'week' | 'month' | 'year'
}

/** What was found, best first. */
export interface SearchResult extends ReplyFacts {
  readonly results: readonly {
    readonly url: string
    readonly title?: string
    readonly snippet?: string
    /** `YYYY-MM-DD` */
    readonly date?: string
  }[]
}

/** How long the service says a chat request's prompt is. */
export interface CountTokensResult extends ReplyFacts {
  readonly inputTokens: number
}

/** A film to make. */
export interface VideoRequest {
  readonly prompt: string
  readonly images?: readonly MediaPart[]
  readonly lastFrame?: MediaPart
  readonly durationSeconds?: number
  readonly size?: string
  readonly aspectRatio?: string
  readonly resolution?: string
  readonly negativePrompt?: string
  readonly audio?: boolean
  readonly seed?: number
  readonly count?: number
}

/** The films. */
export interface VideoResult extends ReplyFacts {
  readonly videos: readonly MediaPart[]
}

/** Many requests at once, answered within hours and for less. */
export interface BatchRequest {
  /** `id` is the caller's, unique within the batch. */
  readonly requests: readonly { readonly id: string; readonly request: ChatRequest }[]
  readonly metadata?: { readonly [key: string]: string }
}

/** A batch as its handler sees it. */
export interface ResolvedBatchRequest extends Omit<BatchRequest, 'requests'> {
  readonly requests: readonly { readonly id: string; readonly request: ResolvedChatRequest }[]
}

/** One answer of a batch. */
export type BatchItem =
  | { readonly id: string; readonly result: Omit<ChatResult, 'attempts' | 'warnings' | 'target'> }
  | {
      readonly id: string
      readonly error: {
        readonly code: ErrorCode
        readonly message: string
        readonly rawCode?: string
        readonly status?: number
      }
    }

/** The answers, in the order of the service. Core adds up their usage and cost. */
export interface BatchResult extends ReplyFacts {
  readonly items: readonly BatchItem[]
}

/** A model to be trained further. */
export interface TuneRequest {
  /** Files with examples, in the service's format. */
  readonly trainingFile: FileRef
  readonly validationFile?: FileRef
  /** Ends up in the new model's name. */
  readonly suffix?: string
  readonly seed?: number
  /** In the service's words: epochs, batch size, learning rate, ... */
  readonly hyperparameters?: { readonly [name: string]: Json }
  readonly method?: string
}

/** The trained model. */
export interface TuneResult extends ReplyFacts {
  /** To be used as a model id at the same provider. */
  readonly model: string
}

/** A job as plain JSON, that another process can poll. */
export interface JobRef {
  readonly provider: string
  readonly capability: JobCapability
  readonly model: string
  readonly id: string
  /** What the adapter needs beside the id. Never a credential. */
  readonly data?: Json
}

/** Where a job stands. */
export type JobStatus<Result> =
  | {
      readonly state: 'queued' | 'running'
      /** From 0 to 1. */ readonly progress?: number
      /** When to look again. */ readonly pollAfterMs?: number
    }
  | { readonly state: 'done'; readonly result: Result }
  | { readonly state: 'failed'; readonly code: ErrorCode; readonly message: string; readonly rawCode?: string }
  | { readonly state: 'cancelled' }

/**
 * Work to be waited for. `submit` is not retried or hedged once it is sent, unless `idempotent` says that the service
 * takes an idempotency key (`context.idempotencyKey`).
 */
export interface Job<Request, Result> {
  readonly idempotent?: boolean
  submit(request: Request, context: Context): Promise<JobRef>
  poll(ref: JobRef, context: Context): Promise<JobStatus<Result>>
  /** Absent where a job cannot be stopped. */
  cancel?(ref: JobRef, context: Context): Promise<void>
}

/** A file to store at the provider. */
export interface FilePutRequest {
  readonly data: Uint8Array | string
  readonly name: string
  /** Default `application/octet-stream`. */
  readonly mediaType?: string
  /** In the service's words (`batch`, `user_data`, ...). Default: the adapter's usual one. */
  readonly purpose?: string
  readonly expiresInSeconds?: number
}

/** What is known of a stored file. */
export interface FileInfo {
  readonly file: FileRef
  readonly name?: string
  readonly mediaType?: string
  readonly bytes?: number
  /** ISO 8601. */
  readonly created?: string
  readonly expires?: string
  readonly purpose?: string
}

/** Files at a provider. A missing operation is one that the service does not offer. */
export interface Files {
  put(request: FilePutRequest, context: Context): Promise<FileInfo>
  get?(file: FileRef, context: Context): Promise<FileInfo>
  content?(file: FileRef, context: Context): Promise<Uint8Array>
  list?(context: Context): Promise<readonly FileInfo[]>
  delete?(file: FileRef, context: Context): Promise<void>
}
