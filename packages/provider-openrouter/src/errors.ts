import { openaiErrors, readErrorBody, saidIn } from '@llmrr/provider-kit'
import type { ErrorCode } from '@llmrr/core'
import type { ErrorTable, ErrorWords, HeaderReader, ReadError } from '@llmrr/provider-kit'

/** Words of `metadata.error_type`, the same in every protocol of the service. */
const types: ErrorTable = {
  context_length_exceeded: 'context-length',
  max_tokens_exceeded: 'invalid-request',
  token_limit_exceeded: 'context-length',
  string_too_long: 'context-length',
  authentication: 'auth',
  permission_denied: 'permission',
  payment_required: 'quota',
  rate_limit_exceeded: 'rate-limit',
  provider_overloaded: 'overloaded',
  provider_unavailable: 'overloaded',
  invalid_request: 'invalid-request',
  invalid_prompt: 'invalid-request',
  not_found: 'not-found',
  precondition_failed: 'invalid-request',
  payload_too_large: 'context-length',
  unprocessable: 'invalid-request',
  content_policy_violation: 'content-filter',
  refusal: 'content-filter',
  invalid_image: 'invalid-request',
  image_too_large: 'invalid-request',
  image_too_small: 'invalid-request',
  unsupported_image_format: 'unsupported',
  image_not_found: 'invalid-request',
  image_download_failed: 'invalid-request',
  server: 'server',
  timeout: 'timeout',
}

/** Words of `availability.code`: why no host could be asked. */
const availabilities: ErrorTable = {
  model_not_found: 'not-found',
  wrong_endpoint: 'unsupported',
  no_endpoints: 'not-found',
  model_deprecated: 'not-found',
  model_unavailable_upstream: 'not-found',
  capacity_exhausted: 'overloaded',
  temporarily_unavailable: 'overloaded',
  region_restricted: 'permission',
  privacy_restricted: 'permission',
  constraint_filtered: 'unsupported',
  free_variant_ended: 'not-found',
}

/** For refusals that are told in words alone. */
const words: ErrorWords = [
  [/no endpoints found that (?:can )?support|no endpoints .*support/i, 'unsupported'],
  [/data policy/i, 'permission'],
  [/is not a valid model id|no endpoints found|^model .+ does not exist/i, 'not-found'],
  [/key limit exceeded|insufficient credits|requires more credits/i, 'quota'],
  [
    /violates? (?:\w+ )?(?:usage|content|safety)|content[ _](?:policy|filter)|flagged|safety (?:system|filter|polic)/i,
    'content-filter',
  ],
]

interface Metadata {
  readonly error_type?: unknown
  readonly provider_code?: unknown
  /** What the host said, as text. */
  readonly raw?: unknown
  readonly reasons?: unknown
  readonly flagged_input?: unknown
  readonly headers?: Readonly<Record<string, string>> | null
}

interface Availability {
  readonly code?: string
  readonly retryable?: boolean
  readonly retry_after?: number
}

const read = openaiErrors({ server_error: 'server' })
const known = (table: ErrorTable, word: unknown): ErrorCode | undefined =>
  typeof word === 'string' && Object.hasOwn(table, word) ? table[word] : undefined

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text // A host's sentence, or JSON that was cut.
  }
}

/** What the host said: its sentence, or all that there is of it. */
function rawOf({ raw }: Metadata): string | undefined {
  if (raw === undefined || raw === null || raw === '') return undefined
  const body = typeof raw === 'string' ? jsonOf(raw) : raw
  return readErrorBody(body).message ?? (typeof raw === 'string' ? raw : JSON.stringify(raw))
}

/** How long a limit holds: the moment of its reset stands in the body, to be read against the reply's own clock. */
function waitOf({ headers: limits }: Metadata, headers: HeaderReader | undefined): number | undefined {
  const reset = Number(limits?.['X-RateLimit-Reset'])
  const now = Date.parse(headers?.get('date') ?? '')
  return reset > 0 && !Number.isNaN(now) ? Math.max(0, reset - now) : undefined
}

/** OpenRouter's errors: its own, and those of the hosts behind it. Whatever the status of the reply, the body names that of the failure. */
export const readError: ReadError = (status, body, headers) => {
  const details = read(status, body)
  const { fields, message } = readErrorBody(body)
  const metadata = (fields['metadata'] ?? {}) as Metadata
  const availability = (fields['availability'] ?? {}) as Availability
  const raw = rawOf(metadata)
  const detail = [message, raw].filter(Boolean).join(': ')
  const type = metadata.error_type ?? (body as { readonly error_type?: unknown } | null)?.error_type
  const failed = status ?? details.status
  // Of a failure that the service or a host has had, words say nothing.
  const isRefusal = failed === undefined || (failed >= 400 && failed < 500 && failed !== 401 && failed !== 429)
  const code =
    known(availabilities, availability.code) ??
    known(types, type) ??
    (metadata.flagged_input !== undefined || metadata.reasons ? 'content-filter' : undefined) ??
    (isRefusal ? (read(failed, { error: { message: detail } }).code ?? saidIn(detail, words)) : undefined) ??
    details.code
  const rawCode = availability.code ?? (typeof type === 'string' && type !== 'unmapped' ? type : undefined)
  const wait = availability.retry_after === undefined ? waitOf(metadata, headers) : availability.retry_after * 1000
  return {
    ...details,
    ...(code && { code }),
    ...(rawCode !== undefined && { rawCode }),
    ...(detail !== '' && { detail }),
    ...(availability.retryable && { retry: 'same' }),
    ...(wait !== undefined && { retryAfterMs: wait }),
  }
}

/** Whether a good reply tells of a failure. One with a status of its own tells of a job, which may have failed. */
export const isFailure = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'error' in body && Boolean(body.error) && !('status' in body)
