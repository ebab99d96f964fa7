import type { FinishReason, TokenLogprob } from './events.ts'
import type { CacheMark, JsonSchema, Message, Part, ToolCallPart } from './parts.ts'
import type { CallFacts } from './results.ts'
import type { Schema } from './schema.ts'

/** A tool that the model may ask for. The caller runs it. */
export interface Tool {
  readonly name: string
  readonly description?: string
  /** Its arguments: an object schema. Absent: it takes none. */
  readonly input?: Schema
  /** Asks the service to hold arguments to the schema exactly. Default: the service's way for schemas that are not strict. */
  readonly strict?: boolean
  readonly cache?: CacheMark
}

/** `required`: some tool must be called; `{ tool }`: this one. Default `auto` when there are tools. */
export type ToolChoice = 'auto' | 'none' | 'required' | { readonly tool: string }

/** Holds the answer to a schema. The parsed and checked value stands on the result as `output`. */
export interface Output<T = unknown> {
  /** A JSON Schema, or a Standard Schema. Only a Standard Schema also checks the answer; a JSON Schema is left to the service. */
  readonly schema: Schema<T>
  /** Default `answer`. */
  readonly name?: string
  readonly description?: string
  /** Default `true` where the service has strict schemas. */
  readonly strict?: boolean
}

/** How hard to think. Efforts that a service lacks are mapped to its nearest, with a warning. */
export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max'

/** Effort or token budget; `summary` asks for the readable form of the reasoning where it is optional. */
export type Reasoning =
  | ReasoningEffort
  | { readonly effort?: ReasoningEffort; readonly tokens?: number; readonly summary?: boolean }

/** Prompt caching of the whole request at the service; single parts carry their own marks. */
export interface PromptCache {
  /** Requests with one key are served from one cache where the service has such a hint. */
  readonly key?: string
  readonly ttlSeconds?: number
}

/** The fields that shape an answer, as the caller and the adapter both see them. */
export interface ChatSettings {
  /** Includes reasoning tokens. Default: the service's (or the model's largest, where the service wants a number). */
  readonly maxOutputTokens?: number
  readonly temperature?: number
  readonly topP?: number
  readonly topK?: number
  readonly stop?: readonly string[]
  readonly seed?: number
  readonly frequencyPenalty?: number
  readonly presencePenalty?: number
  readonly toolChoice?: ToolChoice
  /** Default `true` where the service can. */
  readonly parallelToolCalls?: boolean
  readonly reasoning?: Reasoning
  readonly cache?: PromptCache
  /** An opaque id of the end user, for the service's abuse checks. */
  readonly user?: string
  readonly metadata?: { readonly [key: string]: string }
  /** In the service's words; the tier that was used stands on the result. */
  readonly serviceTier?: string
  /** Log probabilities of the answer's tokens; a number asks for as many alternatives of each. */
  readonly logprobs?: boolean | number
  /** Keeps the wire chunks: `x-raw` events, and `raw` on the result. Default `false`. */
  readonly raw?: boolean
}

/** What a caller asks. At least one of `messages` and `prompt` is given; `system` goes first, `prompt` last. */
export interface ChatRequest<T = unknown> extends ChatSettings {
  readonly messages?: readonly Message[]
  /** Short for one user message. */
  readonly prompt?: string | readonly Part[]
  /** Short for one system message. */
  readonly system?: string | readonly Part[]
  readonly tools?: readonly Tool[]
  /** A schema, or a schema with its name. */
  readonly output?: Output<T> | Schema<T>
}

/** A tool as an adapter sees it: `input` is plain JSON Schema. */
export interface ResolvedTool extends Omit<Tool, 'input'> {
  readonly input: JsonSchema
}

/** A message as an adapter sees it. */
export interface ResolvedMessage {
  readonly role: Message['role']
  readonly content: readonly Part[]
}

/**
 * A request as an adapter sees it: `system` and `prompt` have become messages, contents are lists of parts, empty text
 * parts are gone, and schemas are plain JSON Schema.
 */
export interface ResolvedChatRequest extends ChatSettings {
  readonly messages: readonly ResolvedMessage[]
  readonly tools?: readonly ResolvedTool[]
  readonly output?: {
    readonly schema: JsonSchema
    readonly name: string
    readonly description?: string
    readonly strict?: boolean
  }
}

/** A whole answer, as plain JSON data. */
export interface ChatResult<T = unknown> extends CallFacts {
  /** The text parts joined. */
  readonly text: string
  /** The answer in full: the content of the next turn's assistant message, as it is. */
  readonly parts: readonly Part[]
  /** The calls that wait for the caller's answer, without those that the service ran itself. */
  readonly toolCalls: readonly ToolCallPart[]
  readonly finishReason: FinishReason
  /** The service's own word for it. */
  readonly rawFinishReason?: string
  /** The parsed (and, with a Standard Schema, checked) answer to a request with `output`; absent when it ended otherwise than by `stop`. */
  readonly output?: T
  readonly serviceTier?: string
  readonly logprobs?: readonly TokenLogprob[]
  /** The wire chunks, when the request says `raw: true`. */
  readonly raw?: readonly unknown[]
}
