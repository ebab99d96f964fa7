import { readUrlCitation } from './citations.ts'
import { openaiMedia } from './media.ts'
import { effortOf } from '../../reasoning-effort.ts'
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
  ReasoningPart,
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

/** Everything in which two services speaking `openaiChat` may differ. Plain data first, small functions last. */
export interface OpenAIChatQuirks {
  /** Where answers are asked for. Default `/chat/completions`. */
  readonly path: string
  /** Default `max_completion_tokens`. */
  readonly maxTokensField: ByModel<'max_tokens' | 'max_completion_tokens'>
  /** Default `system`. */
  readonly systemRole: ByModel<'system' | 'developer'>
  /** Where `user` goes. Default `user`. */
  readonly userField: string
  /** Whether a stream must be asked for its usage. Default `true`. */
  readonly streamUsage: boolean
  /** What `output` can be asked for: a schema that is kept, JSON of any shape, or nothing but words. Default `json-schema`. */
  readonly structuredOutput: ByModel<'json-schema' | 'json-object' | 'none'>
  /** Whether tools can be `strict`. Default `true`. */
  readonly strictTools: ByModel<boolean>
  /** Whether tool results can hold media. Default `false`: media follows in a user message. */
  readonly mediaInToolResults: boolean
  /** Field of an assistant message that takes earlier reasoning as plain text. Default: none, it is left out. */
  readonly reasoningField: ByModel<string | undefined>
  /** Earlier reasoning as content before the text, where the service keeps it there; `undefined` leaves it out. Default: see `reasoningField`. */
  readonly writeThought?: (part: ReasoningPart, context: Context) => WireContent | undefined
  /** Keeps what the service wants back with its reasoning, such as signatures. Default: nothing. */
  readonly keepReasoning?: () => ReasoningKeeper
  /**
   * The last word on a message of the assistant, whose content is `null` where it says nothing: reasoning and media that the
   * service takes back in fields of their own. `undefined` leaves the message out. Default: media is left out, with a warning.
   */
  readonly writeAssistant?: (message: WireMessage, parts: readonly Part[], context: Context) => WireMessage | undefined
  /** The id of a call as the service takes it, in the call and in its result, since others make other ids. Default: as it is. */
  readonly callId?: (id: string) => string
  /** The efforts of reasoning that a model takes, weakest first; empty for none at all. Default: any, since models are not known here. */
  readonly efforts: ByModel<readonly ReasoningEffort[] | undefined>
  /** Whether the text may begin with reasoning between `<think>` tags. Default `false`. */
  readonly thinkTags: boolean | ((context: Context) => boolean)
  /**
   * Whether citations belong to positions of the text: the text is then held until the end of the answer. Otherwise what is
   * cited follows as sources. Default `false`.
   */
  readonly citesText: boolean | ((context: Context) => boolean)
  /** A media part as content. @throws LLMError `unsupported` for what the service cannot take. */
  writeMedia(part: MediaPart, context: Context): WireContent
  /** Fields that ask for reasoning. */
  writeReasoning(reasoning: Reasoning, context: Context, efforts: readonly ReasoningEffort[] | undefined): object
  /** Fields that ask for caching of the prompt. */
  writePromptCache(cache: PromptCache, context: Context): object
  /** Fields of a content part that ends a cached prefix. Default: none, the service caches by itself. */
  readonly writeCacheMark?: (mark: CacheMark) => object
  /** The last word on the request: options of the target, and what only this service wants otherwise. */
  readonly body?: (
    body: Record<string, unknown>,
    request: ResolvedChatRequest,
    context: Context,
  ) => Record<string, unknown>
  /** Makes a chunk of one that comes in a form of its own. */
  readonly chunk?: (chunk: WireChunk) => WireChunk
  /** A later usage replaces an earlier one. */
  readUsage(chunk: WireChunk): WireUsage | null | undefined
  /** An event for what only this service tells of an answer in a chunk, such as how long it took. Default: none. */
  readonly readEvent?: (chunk: WireChunk) => ExtensionEvent | undefined
  /** What the service says that the answer cost, in United States dollars. */
  readonly readCost?: (chunk: WireChunk) => number | null | undefined
  /** What a gateway says of the way of the answer. */
  readonly readGateway?: (chunk: WireChunk) => GatewayFacts | undefined
  readReasoning(delta: WireDelta): string | null | undefined
  readCitation(annotation: WireAnnotation): Citation | undefined
  /** Parts that only this service sends, such as calls of its own tools. Each key is taken once. */
  readonly readParts?: (delta: WireDelta, chunk: WireChunk, context: Context) => readonly KeyedPart[]
}

/** OpenAI's own ways, except that nothing is assumed of a model. */
export const chatDefaults: OpenAIChatQuirks = {
  path: '/chat/completions',
  maxTokensField: 'max_completion_tokens',
  systemRole: 'system',
  userField: 'user',
  streamUsage: true,
  structuredOutput: 'json-schema',
  strictTools: true,
  mediaInToolResults: false,
  reasoningField: undefined,
  efforts: undefined,
  thinkTags: false,
  citesText: false,
  writeMedia: openaiMedia('image', 'audio', 'document'),
  writeReasoning(reasoning, context, efforts) {
    if (efforts?.length === 0) {
      if (reasoning !== 'none')
        context.warn('reasoning', `${context.target.model} does not reason on request; it is left out.`)
      return {}
    }
    const effort = effortOf(reasoning, efforts ?? allEfforts, context)
    return effort === undefined ? {} : { reasoning_effort: effort }
  },
  writePromptCache({ key, ttlSeconds }, context) {
    if (ttlSeconds !== undefined) {
      context.warn('cache.ttlSeconds', `${context.target.provider} decides itself how long a prompt stays cached.`)
    }
    return key === undefined ? {} : { prompt_cache_key: key }
  },
  readUsage: (chunk) => chunk.usage,
  readReasoning: (delta) => delta.reasoning_content ?? delta.reasoning,
  readCitation: readUrlCitation,
}

const allEfforts: readonly ReasoningEffort[] = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']
