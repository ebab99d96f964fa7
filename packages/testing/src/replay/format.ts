import type { CapabilityName, ChatRequest, ErrorCode, Message } from '@llmrr/core'
import type { Outcome } from '../laws/call.ts'
import type { Recording } from './recording.ts'

/** What was asked, in our words, as an independent reader takes it from the wire. */
export interface Intent {
  /** Absent where the path names it. */
  readonly model: string | undefined
  readonly request: unknown
  readonly stream?: boolean
  /** Fields of the body that our request has no word for: they go as an option of the provider, else through `raw`. */
  readonly rest?: Readonly<Record<string, unknown>>
}

/** An assistant's turn whose blocks are opaque to everybody but their service. The adapter reads them as the answer they were. */
export type OpaqueMessage = Message | { readonly role: 'assistant'; readonly wire: readonly unknown[] }

/** A chat request, some of whose earlier answers are still on the wire. */
export type ChatIntent = Omit<ChatRequest, 'messages'> & { readonly messages: readonly OpaqueMessage[] }

/** What an answer says, in words that both readers use. A fact that is `undefined` is not compared. */
export type Facts = Readonly<Record<string, unknown>>

/** A way of asking and answering over HTTP, read without any code of the adapters. */
export interface Format {
  readonly name: string
  readonly capability: CapabilityName | 'models'
  /** The kind of provider that alone asks in this way, where the path does not tell. */
  readonly only?: string
  /** Operation of a job or of files. */
  readonly call?: string
  matches(recording: Recording): boolean
  /** Reads a recorded request. */
  intent(sent: Record<string, unknown>, recording: Recording): Intent
  /** The model that the path names, where the request was not recorded. */
  model?(recording: Recording): string | undefined
  /** What stands for a request that was not recorded. */
  readonly unrecorded?: unknown
  /** What the service answered before, where our call makes requests before the recorded one. */
  earlier?(recording: Recording): readonly unknown[]
  /** What the service answered after, where our call goes on. */
  later?(recording: Recording): readonly unknown[]
  /** Lays blocks of an assistant out as the answer that they came in. */
  answer?(wire: readonly unknown[]): unknown
  /** The path that the service has moved it to since, of the one that was recorded. */
  moved?(path: string): string
  /** Folds what can be written in two ways, so that two bodies that mean the same are equal. */
  fold?(body: Record<string, unknown>): Record<string, unknown>
  /** What the recorded answer says. */
  said(recording: Recording): Facts
  /** What ours says. */
  told(outcome: Outcome): Facts
}

/** Codes that a failure may have: the first one is the best. */
export type Codes = readonly ErrorCode[]
