import { llmError, withFields } from '@llmrr/core'
import { errorBody, notJson } from './error-body.ts'
import { exchanger } from './exchange.ts'
import { readLimits, retryAfter } from './limits.ts'
import { wireError } from './wire-error.ts'
import type { Auth } from './auth/auth.ts'
import type { ErrorReply, ReadError } from './wire-error.ts'
import type { Context, ExtensionEvent, LLMError, ReplyFacts } from '@llmrr/core'
import type { HeaderReader, LimitHeaders } from './limits.ts'
import type { Setting } from './setting.ts'

/** Where a service is, how to prove who asks, and how to read what it says beside its answers. Plain data first, functions last. */
export interface HttpConfig {
  /** Without a slash at the end. */
  readonly baseURL: Setting<string>
  /** Headers that prove who asks, made for each attempt. Default: none. */
  readonly auth?: Auth
  /** Sent with every request; values that are `undefined` are left out. Default: none. */
  readonly headers?: Setting<Readonly<Record<string, string | undefined>>>
  /** Header that carries the id of a request, or several, of which the first that is there counts. Default `x-request-id`. */
  readonly requestIdHeader?: string | readonly string[]
  /** The names of the headers that tell of limits. Default: none are read. */
  readonly limits?: LimitHeaders
  /** Statuses whose `retry-after` is about the failure, for services that send one with every reply. Default: any failure. */
  readonly waitsOn?: readonly number[]
  /** The last word on where a request goes (path, query, headers), for services whose addresses depend on the target. Default: as it is. */
  readonly locate?: (request: WireRequest, context: Context) => WireRequest
  /** The service's errors in our words. */
  readonly readError: ReadError
  /** Whether a reply that is no success refuses the credential, so that a new one is worth a try. Who reads its body reads a clone. Default: its status is 401. */
  readonly isRefused?: (response: Response) => boolean | Promise<boolean>
  /** Whether the JSON of a good reply tells of a failure all the same, as gateways do that answer before they know. Default: never. */
  readonly isFailure?: (body: unknown) => boolean
  /** What else the headers of a reply tell, such as the way through a gateway, or what the answer cost. Default: nothing. */
  readonly readFacts?: (headers: HeaderReader) => Pick<ReplyFacts, 'cost' | 'gateway'>
  /** An event of a chat for what only this service tells in its headers, such as how long it took. It follows the start. Default: none. */
  readonly readEvent?: (headers: HeaderReader) => ExtensionEvent | undefined
}

/** What is to be sent. */
export interface WireRequest {
  /** Default `POST`. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Beginning with a slash; goes behind the base URL. An `https:` URL replaces it. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly headers?: Readonly<Record<string, string | undefined>>
  /** A plain object becomes JSON; a form, bytes and text go as they are. */
  readonly body?: object | FormData | Uint8Array | string
}

/** What a reply tells beside its body. */
export type SentFacts = Pick<ReplyFacts, 'requestId' | 'limits' | 'cost' | 'gateway'>

/** An answer whose status says that it is one. The body has not been read. */
export interface WireReply extends SentFacts {
  readonly response: Response
  /** See `HttpConfig.readEvent`. */
  readonly event?: ExtensionEvent
  /** An error that the body reveals, with all that came beside it. */
  error(body: unknown): LLMError
}

/** HTTP to one service. Sends once: whether to try again is for the router. */
export interface Http {
  /** @throws LLMError for a status other than 2xx, a redirect, and a failed connection. */
  send(request: WireRequest, context: Context): Promise<WireReply>
  /** Sends, and parses the body as JSON. @throws LLMError like `send`, and `bad-response` for a body that is not JSON. */
  json<T>(request: WireRequest, context: Context): Promise<{ readonly body: T; readonly facts: SentFacts }>
  /** A failure that a body tells of with a good status (a failed job, a line of a batch), with the status it stands for. */
  error(body: unknown, context: Context, facts?: Pick<ErrorReply, 'status' | 'requestId' | 'limits'>): LLMError
}

const noHeaders: HeaderReader = { get: () => null }

/** Makes the HTTP of a provider. Nothing is read or imported until the first request. */
export function createHttp(config: HttpConfig): Http {
  const { auth, readError, limits: limitHeaders, requestIdHeader = 'x-request-id', waitsOn } = config
  const { isRefused = ({ status }) => status === 401, isFailure, readFacts, readEvent } = config
  const requestIdHeaders = [requestIdHeader].flat()
  const exchange = exchanger(config)

  function errorOf(body: unknown, response: Response, context: Context, reply: ErrorReply): LLMError {
    const details = readError(response.ok ? undefined : response.status, body, response.headers, context.target)
    const text = details.detail ?? (typeof body === 'string' ? body : undefined)
    const isTold = waitsOn?.includes(response.status) ?? true
    const error = wireError(details, context, {
      ...reply,
      retryAfterMs: retryAfter(isTold ? response.headers : noHeaders, reply.limits, text, context.host.now()),
    })
    // Some services say outright whether the same request may work later; the table has the word where it is more exact.
    const again = response.ok || details.retry ? null : response.headers.get('x-should-retry')
    if (again === 'true' && error.retry !== 'same') return withFields(error, { retry: 'same' })
    return again === 'false' && error.retry === 'same' ? withFields(error, { retry: 'other' }) : error
  }

  const http: Http = {
    error: (body, context, facts) =>
      wireError(readError(facts?.status, body, undefined, context.target), context, facts),
    async send(request, context) {
      let sent = await exchange(request, context)
      if (auth && !sent.response!.ok && (await isRefused(sent.response!))) {
        const again = await exchange(request, context, sent)
        if (again.response) {
          await sent.response!.body?.cancel()
          sent = again
        }
      }
      const { credential, url } = sent
      const response = sent.response!
      const idHeader = requestIdHeaders.find((name) => response.headers.has(name))
      const requestId = idHeader === undefined ? undefined : response.headers.get(idHeader)!
      const limits = limitHeaders && readLimits(response.headers, limitHeaders, context.host.now())
      const facts: Pick<WireReply, 'requestId' | 'limits'> = {
        ...(requestId !== undefined && { requestId }),
        ...(limits && { limits }),
      }
      const failure = (body: unknown, status?: number): LLMError => {
        const secrets = Object.values(credential).flatMap((value) => [value, value.replace(/^\w+ /, '')])
        return errorOf(body, response, context, { ...facts, ...(status !== undefined && { status }), secrets })
      }
      // A browser hides the status of a redirect that it did not follow.
      if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
        await response.body?.cancel()
        throw llmError(
          'bad-response',
          `${context.target.provider} answered with a redirect at ${new URL(url).origin}, which is not followed because it would take the credential along; correct the base URL.`,
          {
            target: context.target,
            retry: 'other',
            ...(response.status && { status: response.status }),
          },
        )
      }
      if (!response.ok) throw failure(await errorBody(response), response.status)
      const event = readEvent?.(response.headers)
      return {
        response,
        ...facts,
        ...readFacts?.(response.headers),
        ...(event && { event }),
        error: (body) => failure(body),
      }
    },
    async json<T>(request: WireRequest, context: Context) {
      const { response, error, event: _, ...facts } = await http.send(request, context)
      const text = await response.text()
      let body: T
      try {
        body = JSON.parse(text) as T
      } catch {
        throw withFields(notJson(response, text, context), facts)
      }
      if (isFailure?.(body)) throw error(body)
      return { body, facts }
    },
  }
  return http
}
