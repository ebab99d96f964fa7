import { createHttp } from './http.ts'
import type { Context } from '@llmrr/core'
import type { ReadError } from './wire-error.ts'

/** The same context without the hatch `raw`, for requests that follow the one it was meant for. */
export function withoutRaw(context: Context): Context {
  const { raw, ...options } = context.target.options ?? {}
  return raw === undefined ? context : { ...context, target: { ...context.target, options } }
}

/**
 * Fetches from an address that a reply gave, which holds its own proof and may be anybody's: neither the credential nor the
 * headers of the provider or of `raw` go there.
 */
export function downloads(readError: ReadError): (url: string, context: Context) => Promise<Response> {
  const http = createHttp({ baseURL: '', readError })
  return async (url, context) => (await http.send({ method: 'GET', path: url }, withoutRaw(context))).response
}
