import type { Context } from '@llmrr/core'

/** What is about to be sent, for schemes that sign it. */
export interface AuthRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** As it will be sent; absent for a multipart form, whose bytes are not known before. */
  readonly body?: string | Uint8Array
  /** The service has just refused (mostly by a 401) the headers that this function gave: fetch a new credential rather than a cached one. */
  readonly refused: boolean
}

/**
 * A function from a request and its context to the headers that prove who asks. Run per attempt, so tokens are fresh and
 * signatures match; after a 401 it is run once more with `refused`, and the request repeated if the headers are other ones.
 */
export type Auth = (
  request: AuthRequest,
  context: Context,
) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>

/** An API key, or a function that fetches it: called for each attempt, and once more after a 401. */
export type ApiKey = string | (() => string | Promise<string>)
