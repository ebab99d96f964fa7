/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/** A JSON Schema (draft 2020-12 or 07) as plain data. */
export type JsonSchema = { readonly [key: string]: unknown }

/**
 * Opaque data that a service wants back with a part (reasoning signatures, encrypted reasoning, item ids), keyed by where it
 * is valid: a provider's instance id, or a wider name where the service documents that it travels. Its owner echoes it,
 * everybody else drops it, so a conversation moves between providers without being refused.
 */
export type State = { readonly [origin: string]: Json }

/**
 * Marks the end of a prefix that is worth caching at the service. `true` asks for the service's default lifetime;
 * `ttlSeconds` for the shortest lifetime offered that is at least as long (or the longest there is). Services that cache
 * by themselves ignore it.
 */
export type CacheMark = true | { readonly ttlSeconds: number }

/** Where a statement of an answer comes from. Positions are UTF-16 offsets into the text of the part that carries it. */
export interface Citation {
  readonly url?: string
  readonly title?: string
  /** The quoted source text, where the service gives it. */
  readonly quote?: string
  /** First character of the supported statement; absent when the whole part is supported. */
  readonly start?: number
  /** One past its last character. */
  readonly end?: number
  /** Which of the documents of the request (media parts in order of appearance, from 0), where the source is one of them. */
  readonly document?: number
  /** The service's id of the source (a document, file or search result). */
  readonly sourceId?: string
}

/** Written or spoken language. */
export interface TextPart {
  readonly type: 'text'
  readonly text: string
  readonly citations?: readonly Citation[]
  /** The model declined to answer, and this is what it said instead. The finish reason is then `content-filter`. */
  readonly refusal?: true
  readonly cache?: CacheMark
  readonly state?: State
}

/** A file that lives at one provider: what `files.put` answers. Only that provider can read it. */
export interface FileRef {
  /** Instance id of the provider that holds the file. */
  readonly provider: string
  readonly id: string
}

/**
 * An image, a sound, a video or a document. Exactly one of `data`, `url` and `file` is set. Results carry base64 strings;
 * prompts also take bytes.
 */
export interface MediaPart {
  readonly type: 'media'
  /** IANA media type such as `image/png`; `image/*` (or `audio/*`, ...) where only the kind is known. */
  readonly mediaType: string
  /** Base64 text (without a `data:` prefix), or bytes. */
  readonly data?: string | Uint8Array
  /** An `https:` address that the service fetches itself (or a `data:` URL, which is read as `data`). */
  readonly url?: string
  readonly file?: FileRef
  /** File name or title; shown to the model where the service supports it. */
  readonly name?: string
  /** How closely an image is looked at, where the service offers a choice. Default: the service's. */
  readonly detail?: 'low' | 'high' | 'auto' | (string & {})
  /** What is said in the sound, where the service tells. */
  readonly transcript?: string
  /** Asks for citations into this document, where the service supports it. */
  readonly citations?: boolean
  readonly cache?: CacheMark
  readonly state?: State
}

/** The model's working, as far as the service shows it. `text` may be empty: then only the `state` matters. */
export interface ReasoningPart {
  readonly type: 'reasoning'
  readonly text: string
  /** The service has hidden the text and gives only its state. */
  readonly redacted?: boolean
  readonly state?: State
}

/** The model's request to run a tool. */
export interface ToolCallPart {
  readonly type: 'tool-call'
  /** Opaque; the result must carry the same. */
  readonly id: string
  readonly name: string
  /** The parsed arguments; `null` when `invalid` is set. */
  readonly input: Json
  /** The arguments as sent, when they are not valid JSON (a model's slip, or a cut by the token limit). */
  readonly invalid?: string
  /** `provider`: a server-side tool, already run by the service. Not in `toolCalls`; nothing is asked of the caller. */
  readonly by?: 'provider'
  readonly cache?: CacheMark
  readonly state?: State
}

/** The answer to a tool call. Exactly one of `output` and `parts` is set. */
export interface ToolResultPart {
  readonly type: 'tool-result'
  readonly id: string
  /** The tool's name. Some services match results by name rather than by id. */
  readonly name: string
  /** JSON; a string is sent as it is, everything else as JSON text. */
  readonly output?: Json
  /** Text and media. Where a service takes text only, media follows in a user message, with a warning. */
  readonly parts?: readonly Part[]
  /** The tool failed, and the output says how. */
  readonly error?: boolean
  readonly by?: 'provider'
  readonly cache?: CacheMark
  readonly state?: State
}

/** Something the answer rests on as a whole: a page, a file, a search result. */
export interface SourcePart {
  readonly type: 'source'
  readonly id?: string
  readonly url?: string
  readonly title?: string
  readonly text?: string
  readonly mediaType?: string
  readonly state?: State
}

/** What only one service knows. Other providers drop it. */
export interface ExtensionPart {
  readonly type: `x-${string}`
  readonly data?: Json
  readonly state?: State
}

/** A typed piece of a message. Prompts and results use the same type, so a result's parts are the next turn as they are. */
export type Part = TextPart | MediaPart | ReasoningPart | ToolCallPart | ToolResultPart | SourcePart | ExtensionPart

/** Who speaks. Tool results stand in `tool` messages. */
export type Role = 'system' | 'user' | 'assistant' | 'tool'

/** One turn. A string is one text part. */
export interface Message {
  readonly role: Role
  readonly content: string | readonly Part[]
}
