import { saidIn } from '../../wire-error.ts'
import type { ErrorCode } from '@llmrr/core'
import type { ErrorWords, ReadError } from '../../wire-error.ts'
import type { LimitHeaders } from '../../limits.ts'

interface WireError {
  readonly error?: {
    readonly type?: string
    readonly message?: string
    readonly details?: { readonly error_code?: string } | null
  }
  readonly request_id?: string | null
}

/** Our code for the service's type of an error, and the HTTP status that it has outside of streams. */
const types: Readonly<Record<string, readonly [code: ErrorCode, status: number]>> = {
  invalid_request_error: ['invalid-request', 400],
  authentication_error: ['auth', 401],
  billing_error: ['quota', 402],
  permission_error: ['permission', 403],
  not_found_error: ['not-found', 404],
  conflict_error: ['server', 409],
  request_too_large: ['context-length', 413],
  rate_limit_error: ['rate-limit', 429],
  api_error: ['server', 500],
  timeout_error: ['timeout', 504],
  overloaded_error: ['overloaded', 529],
}

/** Our code for the stable codes that some errors carry. */
const codes: Readonly<Record<string, ErrorCode>> = {
  enforced_spend_limit_reached: 'quota',
  contract_spend_limit_reached: 'quota',
  linked_organization_spend_limit_reached: 'quota',
  linked_organization_billing_unavailable: 'quota',
  storage_quota_exceeded: 'quota',
  ramp_limit_exceeded: 'rate-limit',
  organization_on_hold: 'permission',
  request_body_too_large_after_decoding: 'context-length',
  file_expired: 'not-found',
}

// Bad requests that have no code of their own are told apart by what they say.
const sayings: ErrorWords = [
  [
    /prompt is too long|exceeds? (?:the )?(?:model'?s )?context (?:limit|window)|context window (?:is )?exceeded/i,
    'context-length',
  ],
  [/credit balance is too low|usage limits?\b|spend(?:ing)? limit/i, 'quota'],
  [/content filtering policy/i, 'content-filter'],
  [/(?:is|are) not supported|does not support|deprecated for this model/i, 'unsupported'],
]

/** Anthropic's errors, from an HTTP reply, a stream or a line of a batch. */
export const readMessagesError: ReadError = (status, body) => {
  const { error, request_id: requestId } = (typeof body === 'object' && body !== null ? body : {}) as WireError
  if (typeof error?.type !== 'string') return {}
  const { type, message } = error
  const stable = error.details?.error_code
  const [code, usual] = types[type] ?? []
  const said = type === 'invalid_request_error' ? saidIn(message, sayings) : undefined
  const found = codes[stable ?? ''] ?? said ?? code
  return {
    ...(found && { code: found }),
    rawCode: stable ?? type,
    ...(message !== undefined && { detail: message }),
    ...(status === undefined && usual !== undefined && { status: usual }),
    ...(requestId != null && { requestId }),
  }
}

/** The headers in which Anthropic tells of its rate limits. */
export const messagesLimits: LimitHeaders = {
  requests: [
    'anthropic-ratelimit-requests-limit',
    'anthropic-ratelimit-requests-remaining',
    'anthropic-ratelimit-requests-reset',
  ],
  tokens: [
    'anthropic-ratelimit-tokens-limit',
    'anthropic-ratelimit-tokens-remaining',
    'anthropic-ratelimit-tokens-reset',
  ],
  input: [
    'anthropic-ratelimit-input-tokens-limit',
    'anthropic-ratelimit-input-tokens-remaining',
    'anthropic-ratelimit-input-tokens-reset',
  ],
  output: [
    'anthropic-ratelimit-output-tokens-limit',
    'anthropic-ratelimit-output-tokens-remaining',
    'anthropic-ratelimit-output-tokens-reset',
  ],
}
