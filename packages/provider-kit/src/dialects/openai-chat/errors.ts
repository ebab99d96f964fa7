import { saidIn } from '../../wire-error.ts'
import type { ErrorCode } from '@llmrr/core'
import type { ErrorDetails, ErrorWords, ReadError } from '../../wire-error.ts'

/** What an error body says, whichever of the family's shapes it has. */
export interface ErrorBody {
  readonly message?: string
  readonly type?: string
  readonly code?: string
  readonly param?: string
  /** A status that stands in the body: `code: 429`, `"code": "429"`, `status_code`, `status`. */
  readonly status?: number
  readonly requestId?: string
  /** The object that the facts were read from, for what only one service tells. */
  readonly fields: { readonly [field: string]: unknown }
}

type Fields = { readonly [field: string]: unknown }

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value !== 'None' ? value : undefined
const status = (value: unknown): number | undefined => (/^[45]\d\d$/.test(String(value)) ? Number(value) : undefined)

// Validators of FastAPI answer a list of complaints.
const complaint = (detail: unknown): string | undefined =>
  Array.isArray(detail)
    ? detail
        .map((one) => (isFields(one) ? `${[one['loc']].flat().join('.')}: ${String(one['msg'])}` : String(one)))
        .join('; ')
    : isFields(detail)
      ? (text(detail['error']) ?? text(detail['message']) ?? complaint(detail['detail']))
      : text(detail)

/**
 * Reads an error body: `{error: {message, type, param, code}}`, the same without the envelope, `{error: "text"}`,
 * `{detail: ...}`, plain text; in a list, too.
 */
export function readErrorBody(body: unknown): ErrorBody {
  const outer = Array.isArray(body) ? (body[0] as unknown) : body
  if (!isFields(outer)) return { message: text(outer), fields: {} }
  const inner = isFields(outer['error']) ? outer['error'] : outer
  const { type, code, param } = inner
  return {
    message:
      text(inner['message']) ??
      (Array.isArray(outer['error']) ? outer['error'].join('; ') : text(outer['error'])) ??
      complaint(inner['message'] ?? outer['detail']),
    type: text(type),
    code: status(code) === undefined && code != null ? text(String(code)) : undefined,
    param: text(param),
    status: status(inner['status_code'] ?? outer['status_code']) ?? status(code) ?? status(inner['status']),
    requestId: text(outer['request_id'] ?? inner['request_id']),
    fields: inner,
  }
}

/** A family's words for errors, by its code or type. */
export type ErrorTable = Readonly<Record<string, ErrorCode>>

const table: ErrorTable = {
  context_length_exceeded: 'context-length',
  string_above_max_length: 'context-length',
  model_not_found: 'not-found',
  not_found_error: 'not-found',
  invalid_api_key: 'auth',
  authentication_error: 'auth',
  permission_error: 'permission',
  unsupported_country_region_territory: 'permission',
  data_residency_mismatch: 'permission',
  rate_limit_exceeded: 'rate-limit',
  rate_limit_error: 'rate-limit',
  insufficient_quota: 'quota',
  billing_hard_limit_reached: 'quota',
  billing_not_active: 'quota',
  content_filter: 'content-filter',
  content_policy_violation: 'content-filter',
  image_content_policy_violation: 'content-filter',
  moderation_blocked: 'content-filter',
  invalid_prompt: 'content-filter',
  bio_policy: 'content-filter',
  misalignment_policy_violation: 'content-filter',
  unsupported_parameter: 'unsupported',
  unsupported_value: 'unsupported',
  unsupported_file: 'unsupported',
  overloaded_error: 'overloaded',
  server_error: 'server',
  internal_error: 'server',
  api_error: 'server',
  vector_store_timeout: 'timeout',
  batch_expired: 'timeout',
  insufficient_system_resource: 'overloaded',
}

// For services that say it in words only. Asked last, and only of a refused request.
const words: ErrorWords = [
  [
    /context (?:length|window|size)|maximum context|too many (?:prompt )?tokens|reduce the length of the|prompt is too long/i,
    'context-length',
  ],
  [/(?:not|un)[ -]?supported (?:with|by|for|in|on)\b|does not support\b|is unsupported\b/i, 'unsupported'],
]

const refused = new Set([undefined, 400, 404, 405, 413, 422])

/** Makes the error reading of a service from the words that it adds to the family's, or uses otherwise. */
export function openaiErrors(own: ErrorTable = {}): ReadError {
  const codes: ErrorTable = { ...table, ...own }
  const known = (word: string | undefined): ErrorCode | undefined =>
    word !== undefined && Object.hasOwn(codes, word) ? codes[word] : undefined
  return (httpStatus, body): ErrorDetails => {
    const { message, type, code, param, status, requestId } = readErrorBody(body)
    const said = refused.has(httpStatus ?? status) ? saidIn(message, words) : undefined
    const ours = known(code) ?? said ?? known(type)
    return {
      ...(ours && { code: ours }),
      ...((code ?? type) !== undefined && { rawCode: code ?? type }),
      ...(message !== undefined && { detail: message }),
      ...(param !== undefined && { field: param }),
      ...(httpStatus === undefined && status !== undefined && { status }),
      ...(requestId !== undefined && { requestId }),
    }
  }
}

/** Reads the errors of OpenAI, and of services that use no words of their own. */
export const openaiError: ReadError = openaiErrors()
