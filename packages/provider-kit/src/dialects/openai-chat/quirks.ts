import { readUrlCitation } from './citations.ts'
import { openaiMedia } from './media.ts'
import { allEfforts, effortOf } from '../../reasoning-effort.ts'
import type {
  CacheMark,
  Citation,
  Context,
  ExtensionEvent,
  GatewayFacts,
  Json,
  MediaPart,
  Part,
  PromptCache,
  Reasoning,
  ReasoningEffort,
  ResolvedChatRequest,
} from '@llmrr/core'
import type { WireAnnotation, WireChunk, WireContent, WireDelta, WireMessage, WireUsage } from './wire.ts'

/** A value, or what it is for a model. */
export type ByModel<T> = T | ((model: string) => T)

/** The value for the model of a target. */
export const forModel = <T>(value: ByModel<T>, { target }: Pick<Context, 'target'>): T =>
  typeof value === 'function' ? (value as (model: string) => T)(target.model) : value

/** A part that a service reports beside text, reasoning and calls; `key` tells it from the others of the answer. */
export interface KeyedPart {
  readonly key: string
  readonly part: Part
}

/** Keeps what a service wants back with the reasoning of one answer. */
export interface ReasoningKeeper {
  /** Takes what a piece brings; tells whether it brought something. */
  read(delta: WireDelta): boolean
  /** The state of the reasoning part, under the provider's instance id. Asked at the end, if something was brought. */
  state(): Json
}

/**
 * Everything in which two services speaking `openaiChat` may differ. Plain data first, then functions: what is sent, in the
 * order of a request, and what is read, in the order of an answer.
 */
export interface OpenAIChatQuirks {
  /** Where answers are asked for. Default `/chat/completions`. */
  readonly path: string
  /** Where `maxOutputTokens` goes. Default `max_completion_tokens`. */
  readonly maxTokensField: ByModel<'max_tokens' | 'max_completion_tokens'>
  /** The role of system messages. Default `system`. */
  readonly systemRole: ByModel<'system' | 'developer'>
  /** Where `user` goes. Default `user`. */
  readonly userField: string
  /** Field of an assistant message that takes earlier reasoning as plain text. Default: none, it is left out. */
  readonly reasoningField: ByModel<string | undefined>
  /** The efforts of reasoning that a model takes, weakest first; empty for none at all. Default: any, since models are not known here. */
  readonly efforts: ByModel<readonly ReasoningEffort[] | undefined>
  /** What `output` can be asked for: a schema that is kept, JSON of any shape, or nothing but words. Default `json-schema`. */
  readonly structuredOutput: ByModel<'json-schema' | 'json-object' | 'none'>
  /** Whether tools can be `strict`. Default `true`. */
  readonly strictTools: ByModel<boolean>
  /** Whether a stream must be asked for its usage. Default `true`. */
  readonly streamUsage: boolean
  /** Whether tool results can hold media. Default `false`: media follows in a user message. */
  readonly mediaInToolResults: boolean
  /** Whether `writeAssistant` sends media of earlier answers back. Default `false`: media is left out, with a warning. */
  readonly mediaInAnswers: boolean
  /** Whether the text may begin with reasoning between `<think>` tags. Default `false`. */
  readonly thinkTags: boolean | ((context: Context) => boolean)
  /**
   * Whether citations belong to positions of the text: the text is then held until the end of the answer. Default `false`:
   * what is cited follows as sources.
   */
  readonly citesText: boolean | ((context: Context) => boolean)

  /** A media part as content. Default: pictures, sound and documents. @throws LLMError `unsupported` for what the service cannot take. */
  writeMedia(part: MediaPart, context: Context): WireContent
  /**
   * The last word on a message of the assistant, whose content is `null` where it says nothing: reasoning and media that the
   * service takes back in a form of its own. Reasoning of other services is not among the parts. `undefined` leaves the
   * message out. Default: as it is.
   */
  readonly writeAssistant?: (message: WireMessage, parts: readonly Part[], context: Context) => WireMessage | undefined
  /** The id of a call as the service takes it, in the call and in its result, since others make other ids. Default: as it is. */
  readonly callId?: (id: string) => string
  /** Fields of a content part or a tool that ends a cached prefix. Default: none, the service caches by itself. */
  readonly writeCacheMark?: (mark: CacheMark) => object
  /** Fields that ask for caching of the prompt. Default: `prompt_cache_key`. */
  writePromptCache(cache: PromptCache, context: Context): object
  /** Fields that ask for reasoning. Default: `reasoning_effort`, the nearest of those that the model takes. */
  writeReasoning(reasoning: Reasoning, context: Context, efforts: readonly ReasoningEffort[] | undefined): object
  /** The last word on the request: options of the target, and what only this service wants otherwise. Default: as it is. */
  readonly body?: (
    body: Record<string, unknown>,
    request: ResolvedChatRequest,
    context: Context,
  ) => Record<string, unknown>

  /** Makes a chunk of one that comes in a form of its own. Default: as it is. */
  readonly chunk?: (chunk: WireChunk) => WireChunk
  /** What a gateway says of the way of the answer, in its first chunk. Default: nothing. */
  readonly readGateway?: (chunk: WireChunk) => GatewayFacts | undefined
  /** An event for what only this service tells of an answer in a chunk, such as how long it took. Default: none. */
  readonly readEvent?: (chunk: WireChunk) => ExtensionEvent | undefined
  /** Reasoning as text. Default: `reasoning_content`, else `reasoning`. */
  readReasoning(delta: WireDelta): string | null | undefined
  /** Keeps what the service wants back with the reasoning of one answer, such as signatures. Default: nothing. */
  readonly keepReasoning?: () => ReasoningKeeper
  /** Parts that only this service sends, such as calls of its own tools. Each key is taken once. Default: none. */
  readonly readParts?: (delta: WireDelta, chunk: WireChunk, context: Context) => readonly KeyedPart[]
  /** A citation of the text; `undefined` for an annotation that is none. Default: a `url_citation`. */
  readCitation(annotation: WireAnnotation): Citation | undefined
  /** The counts of tokens; a later usage replaces an earlier one. Default: `usage`. */
  readUsage(chunk: WireChunk): WireUsage | null | undefined
  /** What the service says that the answer cost, in United States dollars; later replaces earlier. Default: nothing. */
  readonly readCost?: (chunk: WireChunk) => number | null | undefined
}

/** OpenAI's own ways, except that nothing is assumed of a model. */
export const chatDefaults: OpenAIChatQuirks = {
  path: '/chat/completions',
  maxTokensField: 'max_completion_tokens',
  systemRole: 'system',
  userField: 'user',
  reasoningField: undefined,
  efforts: undefined,
  structuredOutput: 'json-schema',
  strictTools: true,
  streamUsage: true,
  mediaInToolResults: false,
  mediaInAnswers: false,
  thinkTags: false,
  citesText: false,
  writeMedia: openaiMedia('image', 'audio', 'document'),
  writePromptCache({ key, ttlSeconds }, context) {
    if (ttlSeconds !== undefined) {
      context.warn('cache.ttlSeconds', `${context.target.provider} decides itself how long a prompt stays cached.`)
    }
    return key === undefined ? {} : { prompt_cache_key: key }
  },
  writeReasoning(reasoning, context, efforts) {
    if (efforts?.length === 0) {
      if (reasoning !== 'none')
        context.warn('reasoning', `${context.target.model} does not reason on request; it is left out.`)
      return {}
    }
    const effort = effortOf(reasoning, efforts ?? allEfforts, context)
    return effort === undefined ? {} : { reasoning_effort: effort }
  },
  readReasoning: (delta) => delta.reasoning_content ?? delta.reasoning,
  readCitation: readUrlCitation,
  readUsage: (chunk) => chunk.usage,
}
