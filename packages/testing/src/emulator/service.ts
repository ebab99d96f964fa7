import type { Ask, Thought } from './brain/types.ts'
import type { Loose } from './http/loose.ts'
import type { Form } from './http/multipart.ts'
import type { State } from './state.ts'

/** What a service module is: data and functions, no state of its own. A new service is one such value in `services/index.ts`. */
export interface Service {
  /** Name and mount point: `/<slug>` on the emulator's origin. */
  readonly slug: string
  /** The documented API root below the mount point, such as `/v1`. */
  readonly root: string
  /** The part of it that the official SDK expects in its base URL; the SDK appends the rest. */
  readonly sdkRoot: string
  /** The credential it accepts unless the test chose another. */
  readonly key: string
  /** Names of the environment variables of the official SDK. */
  readonly env: { readonly key: string; readonly baseURL: string }
  readonly routes: readonly Route[]
  /** The refusal of a wrong credential, or `undefined` when it is right. `asked` is the request that it proves. */
  authenticate(headers: Headers, key: string, requestId: string, asked: Asked): Reply | undefined
  /** The service's real error for a status; `code` picks among several. */
  failure(status: number, code: string | undefined, requestId: string): Reply
  /** The error for a path that the service does not have. */
  noRoute(method: string, path: string, requestId: string): Reply
  /** Headers on every reply, such as the request id. */
  headers(call: Pick<Call, 'requestId' | 'method' | 'path' | 'body'>): Readonly<Record<string, string>>
  /** What the service sends to keep a stream open. */
  readonly ping: string
  /** The paths whose bodies are bytes of any kind. */
  readonly takesBytes?: (path: string) => boolean
  /** The model in a path, where bodies do not name it. */
  readonly modelIn?: (path: string) => string | undefined
}

/** What a credential is given for. */
export interface Asked {
  readonly method: string
  /** Below the mount point, without the query. */
  readonly path: string
  /** As it was asked for, with the mount point and the query: what a signature covers. */
  readonly target: string
  /** The body as it came. */
  readonly raw: Uint8Array
}

/** Request headers by lower-case name. */
export type Headers = Readonly<Record<string, string>>

/** One endpoint. A path may hold `:name` segments, whose values come in `call.params` in order. */
export interface Route {
  readonly method: string
  readonly path: string
  readonly handle: (call: Call) => Reply
}

/** One request as a handler sees it. */
export interface Call {
  readonly service: Service
  readonly method: string
  /** Below the mount point, without the query. */
  readonly path: string
  readonly params: readonly string[]
  readonly query: URLSearchParams
  readonly headers: Headers
  /** Parsed JSON; `undefined` for forms and empty bodies. */
  readonly body: Loose
  readonly form: Form | undefined
  /** The body as it came. */
  readonly raw: Uint8Array
  readonly requestId: string
  readonly state: State
  /** What the model answers. */
  think(ask: Ask): Thought
  /** Runs another request through the same service without a socket, as batches do. */
  run(method: string, path: string, body: unknown): Reply
}

/** What goes back, still without faults. */
export type Reply = JsonReply | BytesReply | StreamReply

interface ReplyBase {
  /** Default 200. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** A JSON document. */
export interface JsonReply extends ReplyBase {
  readonly json: Loose
  /** The document that says the service failed after it had promised 200; default: the body of the service's 500. */
  readonly broken?: (code: string | undefined) => unknown
}

/** Bytes of some other content type. */
export interface BytesReply extends ReplyBase {
  readonly bytes: Uint8Array | string
  readonly type: string
}

/** Events of a stream, each a whole one: as text, or as the bytes of a frame. */
export interface StreamReply extends ReplyBase {
  readonly events: Iterable<string | Buffer>
  /** The events with which the service reports a failure inside a stream. */
  readonly broken: (code: string | undefined) => readonly (string | Buffer)[]
}

/** Leaves a handler with an error reply. */
export function refuse(reply: Reply): never {
  throw Object.assign(new Error('The emulated service refused the request.'), { reply })
}

/** The reply that {@link refuse} left with, or `undefined` for any other error. */
export function refusalIn(error: unknown): Reply | undefined {
  return error instanceof Error && 'reply' in error ? (error.reply as Reply) : undefined
}
