import { codeOfStatus, openaiErrors, saidIn } from '@llmrr/provider-kit'
import { retryOf } from '@llmrr/core'
import type { ErrorCode } from '@llmrr/core'
import type { ErrorDetails, ErrorWords, HeaderReader, ReadError } from '@llmrr/provider-kit'

const read = openaiErrors({
  auth_error: 'auth',
  no_db_connection: 'auth',
  token_not_found_in_db: 'auth',
  expired_key: 'auth',
  budget_exceeded: 'quota',
  key_model_access_denied: 'permission',
  team_model_access_denied: 'permission',
  user_model_access_denied: 'permission',
  org_model_access_denied: 'permission',
  project_model_access_denied: 'permission',
})

/** The proxy's classes of failures. What is not listed is a matter of its words and of the status. */
const classes: Readonly<Record<string, ErrorCode>> = {
  APIConnectionError: 'server',
  // Of a key at the proxy: a service behind refuses it. `auth` would put aside the proxy with all of its models.
  AuthenticationError: 'permission',
  BadGatewayError: 'server',
  BudgetExceededError: 'quota',
  ContentPolicyViolationError: 'content-filter',
  ContextWindowExceededError: 'context-length',
  InternalServerError: 'server',
  NotFoundError: 'not-found',
  PermissionDeniedError: 'permission',
  RateLimitError: 'rate-limit',
  RejectedRequestError: 'content-filter',
  ServiceUnavailableError: 'overloaded',
  Timeout: 'timeout',
  UnsupportedParamsError: 'unsupported',
}

/** What it says without a class, or under the class of all that is refused. */
const words: ErrorWords = [
  [/no healthy deployments for this model|invalid model name/i, 'not-found'],
  [/due to tags configuration/i, 'permission'],
  [/budget has been exceeded|exceeded ?budget/i, 'quota'],
  [/guardrail|content blocked|blocked entity|violated .* policy|content_filter/i, 'content-filter'],
]

// What follows tells how the proxy is set up, what else it has tried, or which key it was asked with.
const told =
  /(?:\.|,)?\s*(?:LiteLLM: model group '|No fallback model group found|Received Model Group=|Available Model Group Fallbacks=|Error doing the fallback:|Deployment Info:|Passed model=|Received API Key|Traceback \(most recent call last\))[^]*$/

// One after the other at the beginning: `litellm.BadRequestError: ContextWindowExceededError: OpenAIException - ...`.
const chain = /^(?:(?:litellm\.)?[A-Z]\w+: ?)+/

const usedUp = /current quota|insufficient_quota|credit balance|billing/i

interface Body {
  readonly error?: { readonly provider_specific_fields?: { readonly guardrail_name?: unknown } | null } | null
}

/** Newer proxies tell which guardrail has refused. */
const guardrailOf = (body: unknown): unknown =>
  ((body ?? {}) as Body).error?.provider_specific_fields?.guardrail_name ?? undefined

function detailsOf(status: number | undefined, body: unknown): ErrorDetails {
  const { rawCode, ...details } = read(status, body)
  const sentence = details.detail?.replace(told, '') ?? ''
  const named = [...(chain.exec(sentence)?.[0].matchAll(/\w+(?=:)/g) ?? [])].map(([name]) => name)
  const known = named.find((name) => Object.hasOwn(classes, name))
  const isBlocked = guardrailOf(body) !== undefined
  const code = isBlocked
    ? 'content-filter'
    : known === undefined
      ? (saidIn(sentence, words) ?? details.code)
      : (classes[known] ?? details.code)
  const raw = known ?? named[0] ?? rawCode
  return {
    ...details,
    ...(code && { code }),
    ...(raw !== undefined && { rawCode: raw }),
    ...(details.detail !== undefined && { detail: sentence }),
    // An account behind that is used up passes with no time; `quota` is what the proxy's own key has used up.
    ...(code === 'rate-limit' && usedUp.test(sentence) && { retry: 'other' }),
  }
}

/** The wait that the service behind asks for, which the proxy passes on under a name of its own (1.77.7: not at all). */
function waitOf(headers: HeaderReader | undefined): number | undefined {
  const seconds = Number(headers?.get('llm_provider-retry-after') || Number.NaN)
  return Number.isNaN(seconds) ? undefined : seconds * 1000
}

/** Whether a reply is about a call that came as far as a model. What is wrong with a key of the proxy's own carries no id. */
export const isCall = (headers: HeaderReader | undefined): boolean => Boolean(headers?.get('x-litellm-call-id'))

/**
 * The proxy's errors, and those of the services behind it. It has repeated, and taken elsewhere, what it is set up to: the
 * router then goes on to another target rather than having all of it done again, unless retries are the router's.
 */
export const readErrorOf =
  (retries: 'gateway' | 'router'): ReadError =>
  (status, body, headers) => {
    const details = detailsOf(status, body)
    const retryAfterMs = waitOf(headers)
    const waiting = retryAfterMs === undefined ? details : { ...details, retryAfterMs }
    if (retries === 'router' || status === undefined || !isCall(headers)) return waiting
    const isWorthwhile = retryOf[details.code ?? codeOfStatus(status)] === 'same'
    return isWorthwhile ? { ...waiting, retry: 'other' } : waiting
  }
