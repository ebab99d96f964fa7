import { openaiErrors, readErrorBody } from '@llmrr/provider-kit'
import type { ErrorDetails, ErrorTable, ReadError } from '@llmrr/provider-kit'

const codes: ErrorTable = {
  rate_limit: 'rate-limit',
  dynamic_request_limited: 'rate-limit',
  dynamic_token_limited: 'rate-limit',
}
const read = openaiErrors(codes)

// Hosts say in their own words that prompt and answer together do not fit.
const tooLong = /tokens \+ `?max_(?:new_)?tokens`? must be/i

/** When the limit is whole again: what the service sends with a 429 instead of a `retry-after`. */
function resetOf(reset: string | null | undefined): Pick<ErrorDetails, 'retryAfterMs'> {
  const seconds = Number(reset)
  return reset && seconds >= 0 ? { retryAfterMs: seconds * 1000 } : {}
}

/** Together's errors. A 429 may call itself `credit_limit`; it is about the rate all the same. */
export const readError: ReadError = (status, body, headers) => {
  const details = read(status, body)
  const { type, error_type: kind } = readErrorBody(body).fields
  const { id } = (typeof body === 'object' && body !== null ? body : {}) as { readonly id?: unknown }
  const named = typeof kind === 'string' ? kind : undefined
  // The service's own 403 is documented for what does not fit into the context, not for what is not allowed.
  const isTooLong = (status === 403 && type !== undefined) || tooLong.test(details.detail ?? '')
  const code = details.code ?? codes[named ?? ''] ?? (isTooLong ? 'context-length' : undefined)
  return {
    ...details,
    ...(code && { code }),
    ...(details.rawCode === undefined && named !== undefined && { rawCode: named }),
    ...(typeof id === 'string' && details.requestId === undefined && { requestId: id }),
    ...(status === 429 && resetOf(headers?.get('x-ratelimit-reset'))),
  }
}
