import { goDuration } from '../../limits.ts'
import { saidIn } from '../../wire-error.ts'
import type { ErrorCode } from '@llmrr/core'
import type { ErrorDetails, ErrorWords, ReadError } from '../../wire-error.ts'

interface WireDetail {
  readonly '@type'?: string
  readonly reason?: string
  readonly retryDelay?: string
  readonly violations?: readonly { readonly quotaId?: string; readonly quotaValue?: string }[]
  readonly fieldViolations?: readonly { readonly field?: string }[]
}

interface WireError {
  readonly code?: number
  readonly message?: string
  readonly status?: string
  readonly details?: readonly WireDetail[]
}

/** Our code for Google's status words, and for reasons of an end that are failures. */
const statuses: Readonly<Record<string, ErrorCode>> = {
  INVALID_ARGUMENT: 'invalid-request',
  // The country is not served, or billing is not set up.
  FAILED_PRECONDITION: 'permission',
  OUT_OF_RANGE: 'invalid-request',
  UNAUTHENTICATED: 'auth',
  PERMISSION_DENIED: 'permission',
  NOT_FOUND: 'not-found',
  RESOURCE_EXHAUSTED: 'rate-limit',
  CANCELLED: 'server',
  ABORTED: 'server',
  INTERNAL: 'server',
  UNKNOWN: 'server',
  UNIMPLEMENTED: 'unsupported',
  UNAVAILABLE: 'overloaded',
  DEADLINE_EXCEEDED: 'timeout',
  MALFORMED_FUNCTION_CALL: 'bad-response',
  MALFORMED_RESPONSE: 'bad-response',
  TOO_MANY_TOOL_CALLS: 'bad-response',
  UNEXPECTED_TOOL_CALL: 'bad-response',
}

/** Our code for the reasons that some errors carry beside their status. */
const reasons: Readonly<Record<string, ErrorCode>> = {
  // A wrong key is a 400.
  API_KEY_INVALID: 'auth',
  API_KEY_EXPIRED: 'auth',
  ACCESS_TOKEN_TYPE_UNSUPPORTED: 'auth',
  ACCESS_TOKEN_EXPIRED: 'auth',
  CREDENTIALS_MISSING: 'auth',
  SERVICE_DISABLED: 'permission',
  API_KEY_SERVICE_BLOCKED: 'permission',
  BILLING_DISABLED: 'quota',
  RATE_LIMIT_EXCEEDED: 'rate-limit',
}

// Bad requests that have no reason of their own are told apart by what they say.
const sayings: ErrorWords = [
  [/input token count .*exceeds the maximum|exceeds the maximum number of tokens/i, 'context-length'],
  [/API key (?:not valid|expired)/i, 'auth'],
  [/(?:is|are) not (?:supported|enabled)|does not support|is unsupported/i, 'unsupported'],
]

/** What the quotas say: one of 0 never passes, one of a day not soon. */
function ofQuota(details: readonly WireDetail[], message: string): ErrorDetails {
  const violations = details.flatMap((one) => one.violations ?? [])
  if (/limit: 0\b/.test(message) || violations.some(({ quotaValue }) => quotaValue === '0')) return { code: 'quota' }
  return violations.some(({ quotaId = '' }) => quotaId.includes('PerDay')) ? { retry: 'other' } : {}
}

/** Google's errors: an object, or in a stream without framing a list with one. */
export const readGeminiError: ReadError = (status, body) => {
  const bag = Array.isArray(body) ? (body as readonly unknown[])[0] : body
  const error = (typeof bag === 'object' && bag !== null ? (bag as { error?: unknown }).error : undefined) as
    | WireError
    | string
    | undefined
  if (typeof error !== 'object' || error === null) return typeof error === 'string' ? { detail: error } : {}
  const { code: number, message = '', status: word, details = [] } = error
  const reason = details.find((one) => one.reason !== undefined)?.reason
  const said = word === 'INVALID_ARGUMENT' ? saidIn(message, sayings) : undefined
  const code = reasons[reason ?? ''] ?? said ?? statuses[word ?? '']
  const delay = details.find((one) => one.retryDelay !== undefined)?.retryDelay
  const retryAfterMs = delay === undefined ? undefined : goDuration(delay)
  const field = details.flatMap((one) => one.fieldViolations ?? []).find((one) => one.field)?.field
  const rawCode = reason ?? word
  return {
    ...(code && { code }),
    ...(rawCode !== undefined && { rawCode }),
    ...(message !== '' && { detail: message }),
    ...(field !== undefined && { field }),
    ...(status === undefined && number !== undefined && { status: number }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(word === 'RESOURCE_EXHAUSTED' && ofQuota(details, message)),
  }
}
