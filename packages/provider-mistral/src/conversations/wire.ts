import type { OpenAIChatContent, OpenAIChatUsage } from '@llmrr/provider-kit'

/** What happened in a conversation, whole: a message, a call of the caller's tool or of the service's, a change of agents. */
export interface WireEntry {
  readonly type?: string
  readonly id?: string
  readonly content?: string | readonly OpenAIChatContent[]
  readonly model?: string | null
  readonly name?: string
  readonly tool_call_id?: string
  /** JSON text, or the object itself. */
  readonly arguments?: string | object
  /** What a tool of the service found. */
  readonly info?: object | null
}

/** One event of a stream. Entries come in pieces, told apart by `output_index`. */
export interface WireEvent extends Omit<WireEntry, 'content'> {
  readonly type: string
  readonly conversation_id?: string
  readonly output_index?: number
  readonly content?: string | OpenAIChatContent
  readonly usage?: WireUsage
  readonly message?: string
  readonly code?: number | string
}

/** Tokens, and what tools of the service have added to the prompt. */
export interface WireUsage extends OpenAIChatUsage {
  readonly connector_tokens?: number | null
  /** How often each tool was used. */
  readonly connectors?: Readonly<Record<string, number>> | null
}

/** A whole reply. */
export interface WireReply {
  readonly conversation_id?: string
  readonly outputs?: readonly WireEntry[]
  readonly usage?: WireUsage
}
