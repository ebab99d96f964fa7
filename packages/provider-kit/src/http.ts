import { llmError, withFields } from '@llmrr/core'
import { readLimits, retryAfter } from './limits.ts'
import { read } from './setting.ts'
import { wireError } from './wire-error.ts'
import type { Auth } from './auth/auth.ts'
import type { ErrorReply, ReadError } from './wire-error.ts'
import type { Context, ExtensionEvent, Host, LLMError, RawRequest, ReplyFacts } from '@llmrr/core'
import type { HeaderReader, LimitHeaders } from './limits.ts'
import type { Setting } from './setting.ts'
import type { $Fetch } from 'ofetch'

/** Where a service is, how to prove who asks, and how to read what it says beside its answers. */
export interface HttpConfig {
  /** Without a slash at the end. */
  readonly baseURL: Setting<string>
  readonly auth?: Auth
  /** Sent with every request; values that are `undefined` are left out. */
  readonly headers?: Setting<Readonly<Record<string, string | undefined>>>
  readonly readError: ReadError
  readonly limits?: LimitHeaders
  /** Header that carries the id of a request, or several, of which the first that is there counts. Default `x-request-id`. */
  readonly requestIdHeader?: string | readonly string[]
  /** What else the headers of a reply tell, such as the way through a gateway, or what the answer cost. Default: nothing. */
  readonly readFacts?: (headers: HeaderReader) => Pick<ReplyFacts, 'cost' | 'gateway'>
  /** An event of a chat for what only this service tells in its headers, such as how long it took. It follows the start. Default: none. */
  readonly readEvent?: (headers: HeaderReader) => ExtensionEvent | undefined
  /** The last word on where a request goes (path, query, headers), for services whose addresses depend on the target. */
  readonly locate?: (request: WireRequest, context: Context) => WireRequest
  /** Statuses whose `retry-after` is about the failure, for services that send one with every reply. Default: any failure. */
  readonly waitsOn?: readonly number[]
  /** Whether a reply refuses the credential, so that a new one is worth a try. Default: its status is 401. */
  readonly isRefused?: (response: Response) => boolean
  /** Whether the JSON of a good reply tells of a failure all the same, as gateways do that answer before they know. Default: never. */
  readonly isFailure?: (body: unknown) => boolean
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

const maxErrorBody = 64 * 1024

// 1.5 costs some 85 ms of CPU at import, so it is imported when first used; one instance per host, for its `fetch`.
const clients = new WeakMap<Host, $Fetch>()
async function newClient(host: Host): Promise<$Fetch> {
  const { createFetch } = await import('ofetch')
  const made = createFetch({ fetch: ((url: string, init?: RequestInit) => host.fetch(url, init)) as typeof fetch })
  clients.set(host, made)
  return made
}

function urlOf(base: string, request: WireRequest, raw: RawRequest | undefined): string {
  const url = /^https?:\/\//.test(request.path) ? request.path : base.replace(/\/$/, '') + request.path
  if (!request.query && !raw?.query) return url
  const pairs = Object.entries({ ...request.query, ...raw?.query }).filter(([, value]) => value !== undefined)
  if (pairs.length === 0) return url
  return `${url}${url.includes('?') ? '&' : '?'}${pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`).join('&')}`
}

function addHeaders(to: Record<string, string>, more: Readonly<Record<string, string | undefined>>): void {
  for (const name in more) if (more[name] !== undefined) to[name.toLowerCase()] = more[name]
}

const noHeaders: HeaderReader = { get: () => null }

const isPlain = (body: unknown): body is object =>
  typeof body === 'object' && body !== null && [Object.prototype, null].includes(Object.getPrototypeOf(body))

/** Text of a body, cut at `most` bytes; what is left is not read. */
async function boundedText(response: Response, most: number): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  for (let size = 0; size < most;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.length
    text += decoder.decode(value, { stream: true })
  }
  await reader.cancel()
  return text
}

// `fetch` takes no user and password in an address, and quotes them in what it throws.
const isAddress = (url: string): boolean =>
  /^https?:\/\//i.test(url) && URL.canParse(url) && new URL(url).username + new URL(url).password === ''

function areHeaders(headers: Readonly<Record<string, string>>): boolean {
  try {
    return Boolean(new Headers(headers))
  } catch {
    return false
  }
}

const jsonOrText = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text // An HTML page of a proxy, say: the error table reads the status then.
  }
}

/** Makes the HTTP of a provider. Nothing is read or imported until the first request. */
export function createHttp(config: HttpConfig): Http {
  const { auth, readError, readFacts, limits: limitHeaders, requestIdHeader = 'x-request-id', locate, waitsOn } = config
  const requestIdHeaders = [requestIdHeader].flat()
  const isRefused = config.isRefused ?? (({ status }) => status === 401)

  // Read when first needed, once for each host.
  let seen: { readonly host: Host; readonly baseURL: string; readonly headers: Record<string, string> } | undefined
  function settingsOf(host: Host) {
    if (seen?.host !== host) {
      const headers: Record<string, string> = {}
      if (config.headers) addHeaders(headers, read(config.headers, host))
      seen = { host, baseURL: read(config.baseURL, host), headers }
    }
    return seen
  }

  async function once(
    asked: WireRequest,
    context: Context,
    refused: boolean,
    before?: Readonly<Record<string, string>>,
  ) {
    const { host, target, signal } = context
    const raw = target.options?.raw
    const request = locate ? locate(asked, context) : asked
    const settings = settingsOf(host)
    const url = urlOf(settings.baseURL, request, raw)
    const method = request.method ?? 'POST'
    const headers = { ...settings.headers }
    if (request.headers) addHeaders(headers, request.headers)
    if (raw?.headers) addHeaders(headers, raw.headers)
    const json = isPlain(request.body)
    const body = (json ? JSON.stringify(raw?.body ? { ...request.body, ...raw.body } : request.body) : request.body) as
      | FormData
      | Uint8Array
      | string
      | undefined
    if (json) headers['content-type'] ??= 'application/json'
    const signed = typeof body === 'string' || body instanceof Uint8Array ? { body } : undefined
    const proof = auth?.({ method, url, headers, refused, ...signed }, context) ?? {}
    const credential = proof instanceof Promise ? await proof : (proof as Readonly<Record<string, string>>)
    if (refused && before && JSON.stringify(before) === JSON.stringify(credential)) return { credential }
    let response: Response
    try {
      response = await (clients.get(host) ?? (await newClient(host))).raw(url, {
        method,
        headers: { ...headers, ...credential },
        body,
        signal,
        retry: 0,
        ignoreResponseError: true,
        responseType: 'stream',
        // A redirect would carry key headers to another origin.
        redirect: 'manual',
      })
    } catch (thrown) {
      // ofetch's error holds the request with its headers; only what fetch threw goes on.
      const cause = (thrown as Error).cause ?? thrown
      if (signal.aborted) throw signal.reason ?? cause
      if (!isAddress(url)) {
        const message = `The base URL of ${target.provider} cannot be asked; write it with https:// at its beginning and without a user's name.`
        throw llmError('invalid-request', message, { target, field: 'baseURL' })
      }
      // What the runtime says of it quotes the credential, so it goes nowhere.
      if (!areHeaders({ ...headers, ...credential })) {
        const message = `A header of ${target.provider}, its credential perhaps, holds a character that no header can carry; look for line breaks and quotes.`
        throw llmError('auth', message, { target })
      }
      const { code } = ((cause as Error).cause ?? {}) as { code?: unknown }
      throw llmError(
        'network',
        `${target.provider} could not be reached at ${new URL(url).origin}${typeof code === 'string' ? ` (${code})` : ''}; check the network and the base URL.`,
        {
          target,
          cause,
          ...(typeof code === 'string' && { rawCode: code }),
        },
      )
    }
    return { response, credential, url }
  }

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
      let sent = await once(request, context, false)
      if (auth && sent.response && isRefused(sent.response)) {
        const again = await once(request, context, true, sent.credential)
        if (again.response) {
          await sent.response.body?.cancel()
          sent = again
        }
      }
      const { response, credential, url } = sent as {
        response: Response
        credential: Readonly<Record<string, string>>
        url: string
      }
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
      if (!response.ok) throw failure(jsonOrText(await boundedText(response, maxErrorBody)), response.status)
      const event = config.readEvent?.(response.headers)
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
      if (config.isFailure?.(body)) throw error(body)
      return { body, facts }
    },
  }
  return http
}

/** The error for a 200 whose body is neither JSON nor a stream. */
export function notJson(response: Response, text: string, context: Context): LLMError {
  const type = response.headers.get('content-type')?.split(';')[0] ?? 'no content type'
  return llmError(
    'bad-response',
    `${context.target.provider} answered ${response.status} with ${text === '' ? 'an empty body' : 'a body that is not JSON'} (${type}); check the base URL, or a proxy in between.`,
    {
      target: context.target,
      status: response.status,
    },
  )
}
