import { codeOfStatus, openaiErrors } from '@llmrr/provider-kit'
import { retryOf } from '@llmrr/core'
import type { ErrorCode } from '@llmrr/core'
import type { ErrorDetails, ReadError } from '@llmrr/provider-kit'

const read = openaiErrors({
  auth_error: 'auth',
  no_db_connection: 'auth',
  token_not_found_in_db: 'auth',
  expired_key: 'auth',
  budget_exceeded: 'quota',
  key_model_access_denied: 'permission',
  team_model_access_denied: 'permission',
})

/** The proxy's classes of failures, which stand at the beginning of its sentence. */
const classes: Readonly<Record<string, ErrorCode>> = {
  AuthenticationError: 'auth',
  BudgetExceededError: 'quota',
  ContentPolicyViolationError: 'content-filter',
  ContextWindowExceededError: 'context-length',
  InternalServerError: 'server',
  APIConnectionError: 'server',
  NotFoundError: 'not-found',
  PermissionDeniedError: 'permission',
  RateLimitError: 'rate-limit',
  ServiceUnavailableError: 'overloaded',
  Timeout: 'timeout',
  UnsupportedParamsError: 'unsupported',
}

const words: readonly (readonly [RegExp, ErrorCode])[] = [
  [/no healthy deployments for this model|invalid model name/i, 'not-found'],
  [/no deployments available/i, 'overloaded'],
  [/budget has been exceeded|exceeded budget/i, 'quota'],
  [/guardrail|violated .* policy|content_filter/i, 'content-filter'],
]

// What follows tells how the proxy is set up.
const told =
  /(?:\.? ?Received Model Group=|No fallback model group found|\nDeployment Info:|Available Model Group)[^]*$/

function detailsOf(status: number | undefined, body: unknown): ErrorDetails {
  const { rawCode, ...details } = read(status, body)
  const sentence = details.detail ?? ''
  // The innermost that is known: what happened at the service, under the proxy's own names for it.
  const named = [...sentence.replace(told, '').matchAll(/\b([A-Z]\w+):/g)].map(([, name]) => name!)
  const known = named.filter((name) => Object.hasOwn(classes, name))
  const said = words.find(([pattern]) => pattern.test(sentence))?.[1]
  const className = known.find((name) => name !== 'AuthenticationError') ?? known[0]
  const code = said ?? (className === undefined ? undefined : classes[className])
  const raw = className ?? named[0] ?? (rawCode === 'None' ? undefined : rawCode)
  return {
    ...details,
    ...(code && { code }),
    ...(raw !== undefined && { rawCode: raw }),
    ...(details.detail !== undefined && { detail: details.detail.replace(told, '') }),
  }
}

/**
 * The proxy's errors. It has repeated, and taken elsewhere, what it is set up to: the router then goes on to another target
 * rather than having all of it done again, unless retries are the router's.
 */
export const readErrorOf =
  (retries: 'gateway' | 'router'): ReadError =>
  (status, body, headers) => {
    const details = detailsOf(status, body)
    // What never came to a deployment carries no id of a call.
    if (retries === 'router' || !headers?.get('x-litellm-call-id')) return details
    const isWorthwhile = retryOf[details.code ?? codeOfStatus(status)] === 'same'
    return isWorthwhile && status !== undefined ? { ...details, retry: 'other' } : details
  }
