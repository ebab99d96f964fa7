/** A request to a model, in words that belong to no service. */
export interface Ask {
  /** The service that was asked, such as `openai`. */
  readonly service: string
  readonly model: string
  /** The system prompt; empty when there is none. */
  readonly system: string
  readonly messages: readonly AskMessage[]
  readonly tools: readonly AskTool[]
  readonly toolChoice: 'auto' | 'none' | 'required' | { readonly name: string }
  /** Whether more than one tool may be called in one answer. */
  readonly parallel: boolean
  /** The JSON Schema that the answer must satisfy; `true` when any JSON object will do. */
  readonly schema?: unknown
  /** Whether the model is to reason before it answers. */
  readonly reasoning: boolean
  /** Upper bound of output tokens. */
  readonly maxTokens?: number
  readonly stop: readonly string[]
  /** Tools that the service runs by itself, such as `web_search`. */
  readonly serverTools: readonly string[]
  /** Documents that may be cited, in the order of the request. */
  readonly documents: readonly AskDocument[]
}

/** One turn of the conversation. */
export interface AskMessage {
  readonly role: 'user' | 'assistant' | 'tool'
  /** All text of the turn; for `tool` the result's text. */
  readonly text: string
  /** Kinds of media in the turn, such as `image`, `audio`, `document`. */
  readonly media: readonly string[]
}

/** A tool the caller offers. */
export interface AskTool {
  readonly name: string
  /** JSON Schema of its input; absent for tools that take free text. */
  readonly schema?: unknown
}

/** A document the caller wants cited. */
export interface AskDocument {
  readonly title: string | null
  readonly text: string
  readonly pages: boolean
}

/** A scripted answer. What is left out is absent from the answer; an empty object is an empty answer. */
export interface Answer {
  /** A list is sent piece by piece, each one event of a stream. */
  readonly text?: string | readonly string[]
  /** Length of the text in stream events, of one short word each. For benchmarks; replaces `text`, and no bound on tokens cuts it. */
  readonly events?: number
  /** Sent before the text, where the service shows reasoning. */
  readonly reasoning?: string
  readonly toolCalls?: readonly AnswerToolCall[]
  /** The model declines, in the way the service says so. */
  readonly refusal?: string
  /** Default: `tool-calls` with tool calls, `length` when the bound on tokens was reached, else `stop`. */
  readonly finish?: 'stop' | 'length' | 'tool-calls' | 'content-filter'
  /** Overrides what the emulator counts. */
  readonly usage?: Partial<Counts>
}

/** One scripted tool call. */
export interface AnswerToolCall {
  readonly name: string
  /** A string is sent as it stands, also when it is not JSON. */
  readonly input: unknown
  /** Default: an id in the service's form. */
  readonly id?: string
}

/** Tokens, disjoint: `input` without what was cached, `output` without reasoning. */
export interface Counts {
  readonly input: number
  readonly cacheRead: number
  readonly cacheWrite5m: number
  readonly cacheWrite1h: number
  readonly output: number
  readonly reasoning: number
}

/** What the brain decided; the services' writers turn it into their own words. */
export interface Thought {
  readonly reasoning: readonly string[]
  readonly searches: readonly Search[]
  /** Text in pieces of one token each. */
  readonly text: readonly string[]
  readonly citations: readonly Citation[]
  readonly refusal?: string
  readonly calls: readonly Call[]
  readonly finish: 'stop' | 'length' | 'tool-calls' | 'content-filter'
  /** The stop sequence that ended the text. */
  readonly stopped?: string
  readonly tokens: { readonly output: number; readonly reasoning: number }
  readonly usage?: Partial<Counts>
}

/** A tool call; `input` is the text of its arguments. */
export interface Call {
  readonly id?: string
  readonly name: string
  readonly input: string
}

/** A web search the "service" has made. */
export interface Search {
  readonly query: string
  readonly results: readonly { readonly url: string; readonly title: string; readonly text: string }[]
}

/** Piece `from` up to (not including) piece `to` of the text rests on a document or a search result. */
export interface Citation {
  readonly from: number
  readonly to: number
  readonly document?: number
  readonly result?: number
  readonly quote: string
}
