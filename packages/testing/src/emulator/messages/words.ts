import { dotted, type Kind, type Problem } from '../http/shape.ts'
import { refuse, type JsonReply } from '../service.ts'

/** Anthropic's error body. The request id stands in it as well as in the header. */
export function failed(
  status: number,
  type: string,
  message: string,
  requestId: string | null,
  details?: object,
): JsonReply {
  return {
    status,
    headers: { 'x-should-retry': status >= 500 || status === 429 ? 'true' : 'false' },
    json: { type: 'error', error: { type, message, ...(details && { details }) }, request_id: requestId },
  }
}

/** Refuses with a 400. */
export const invalid = (message: string, requestId: string): never =>
  refuse(failed(400, 'invalid_request_error', message, requestId))

const kinds: Readonly<Record<Kind, string>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'dictionary',
  any: 'value',
}

/** A problem of shape in Anthropic's words. */
export function sayProblem(problem: Problem): string {
  const path = dotted(problem.path)
  switch (problem.kind) {
    case 'missing':
      return `${path}: Field required`
    case 'unknown':
      return `${path}: Extra inputs are not permitted`
    case 'type':
      return problem.want.includes('object') && problem.want.length === 1
        ? `${path}: Input should be an object`
        : `${path}: Input should be a valid ${kinds[problem.want[0]!]}`
    case 'value': {
      const quoted = problem.values.map((value) => `'${value}'`)
      return `${path}: Input should be ${quoted.slice(0, -1).join(', ')}${quoted.length > 1 ? ' or ' : ''}${quoted.at(-1)}`
    }
    default:
      if (['temperature', 'top_p'].includes(path)) return `${path}: range: 0..1`
      return `${path}: Input should be ${problem.kind === 'below' ? 'greater' : 'less'} than or equal to ${problem.bound}`
  }
}

type Failure = readonly [type: string, message: string, code?: string]

const failures: Readonly<Record<number, readonly Failure[]>> = {
  400: [
    ['invalid_request_error', 'Invalid request.'],
    ['invalid_request_error', 'The request body is not valid JSON.', 'bad_json'],
    ['invalid_request_error', 'prompt is too long: 3333404 tokens > 200000 maximum', 'context_length'],
    ['invalid_request_error', 'Output blocked by content filtering policy', 'content_filter'],
    ['invalid_request_error', 'You have reached your specified API usage limits.', 'user_spend_limit'],
  ],
  401: [['authentication_error', 'invalid x-api-key']],
  402: [['billing_error', 'Your credit balance is too low to access the Anthropic API.']],
  403: [['permission_error', 'Your API key does not have permission to use the specified resource.']],
  404: [['not_found_error', 'model: gone']],
  409: [['conflict_error', 'The resource was changed by another request.']],
  413: [['request_too_large', 'Request exceeds the maximum size']],
  429: [
    ['rate_limit_error', 'This request would exceed your organization’s rate limit of 50 requests per minute.'],
    ['rate_limit_error', 'Your traffic has grown too fast.', 'ramp_limit_exceeded'],
    ['rate_limit_error', 'The spend limit of your organization is reached.', 'enforced_spend_limit_reached'],
    ['rate_limit_error', 'The spend limit of your contract is reached.', 'contract_spend_limit_reached'],
  ],
  500: [['api_error', 'Internal server error']],
  502: [['api_error', 'Bad gateway']],
  503: [['api_error', 'Service unavailable']],
  504: [['timeout_error', 'The request timed out.']],
  529: [['overloaded_error', 'Overloaded']],
}

/** The usual error of a status, or the one with this code (or type). */
export function failureOf(status: number, code: string | undefined, requestId: string | null): JsonReply {
  const known = failures[status] ?? [['api_error', `The request failed with status ${status}.`] satisfies Failure]
  const [type, message, own] =
    known.find(([type, , own]) => code !== undefined && (own === code || type === code)) ?? known[0]!
  return failed(status, type, message, requestId, status === 429 && own ? { error_code: own } : undefined)
}

/** The event that ends a stream with an error. `code` is an error type; default `overloaded_error`. */
export function brokenEvent(code: string | undefined, requestId: string): string {
  const status = Object.keys(failures).find((status) =>
    failures[Number(status)]!.some(([type]) => type === (code ?? 'overloaded_error')),
  )
  const { json } = failureOf(Number(status ?? 500), code, requestId)
  return `event: error\ndata: ${JSON.stringify(json)}\n\n`
}
