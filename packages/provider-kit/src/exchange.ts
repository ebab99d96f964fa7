import { llmError } from '@llmrr/core'
import { read } from './setting.ts'
import type { Context, Host, RawRequest } from '@llmrr/core'
import type { HttpConfig, WireRequest } from './http.ts'
import type { $Fetch } from 'ofetch'

type Credential = Readonly<Record<string, string>>

/** One request with its response, whatever its status. No response: a refused credential could not be renewed, so it was not sent again. */
export interface Exchange {
  readonly response?: Response
  readonly credential: Credential
  readonly url: string
}

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

const isPlain = (body: unknown): body is object =>
  typeof body === 'object' && body !== null && [Object.prototype, null].includes(Object.getPrototypeOf(body))

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

/** Sends one request of a provider, once. `refused` is the exchange whose credential was refused, when it is sent again. */
export function exchanger({
  auth,
  headers: configured,
  baseURL,
  locate,
}: Pick<HttpConfig, 'auth' | 'headers' | 'baseURL' | 'locate'>) {
  // Read when first needed, once for each host.
  let seen: { readonly host: Host; readonly baseURL: string; readonly headers: Record<string, string> } | undefined
  function settingsOf(host: Host) {
    if (seen?.host !== host) {
      const headers: Record<string, string> = {}
      if (configured) addHeaders(headers, read(configured, host))
      seen = { host, baseURL: read(baseURL, host), headers }
    }
    return seen
  }

  return async (asked: WireRequest, context: Context, refused?: Exchange): Promise<Exchange> => {
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
    const proof = auth?.({ method, url, headers, refused: refused !== undefined, ...signed }, context) ?? {}
    const credential = proof instanceof Promise ? await proof : (proof as Credential)
    if (refused && JSON.stringify(refused.credential) === JSON.stringify(credential)) return { credential, url }
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
}
