import type { Words } from '../family/member.ts'
import { dotted, type Problem } from '../http/shape.ts'
import type { JsonReply } from '../service.ts'

/** Together's error body. */
export const failed = (
  status: number,
  message: string,
  type = 'invalid_request_error',
  param: string | null = null,
  code: string | null = null,
  id = 'oEmulated',
): JsonReply => ({ status, json: { id, error: { message, type, param, code } } })

function said(problem: Problem): string {
  const name = dotted(problem.path)
  switch (problem.kind) {
    case 'missing':
      return 'Invalid request'
    case 'unknown':
      return `Unrecognized request argument supplied: ${name}`
    case 'type':
      return `Input validation error: ${name} must be ${problem.want.join(' or ')}`
    case 'value':
      return `Input validation error: ${name} must be one of ${problem.values.join(', ')}`
    default:
      return `Input validation error: ${name} must be at ${problem.kind === 'above' ? 'most' : 'least'} ${problem.bound}`
  }
}

type Failure = readonly [message: string, type: string, code: string | null]

const failures: Readonly<Record<number, readonly Failure[]>> = {
  400: [
    ['Invalid request', 'invalid_request_error', null],
    [
      'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 131073. Given: 140000 `inputs` tokens and 100 `max_new_tokens`',
      'invalid_request_error',
      'context_length_exceeded',
    ],
  ],
  401: [
    [
      'Invalid API key provided. You can find your API key at https://api.together.ai.',
      'invalid_request_error',
      'invalid_api_key',
    ],
  ],
  402: [['Credit limit exceeded, please navigate to the billing settings.', 'credit_limit', null]],
  403: [['Bad Request', 'invalid_request_error', null]],
  404: [['Unable to access model gone.', 'invalid_request_error', 'model_not_available']],
  422: [['Input validation error', 'invalid_request_error', null]],
  429: [
    ['Too many requests in a short window. Retry starting from ~1s (X-RateLimit-Reset header).', 'rate_limit', null],
    ['Above the dynamic rate of tokens.', 'dynamic_token_limited', 'dynamic_token_limited'],
  ],
  500: [['Internal server error', 'server_error', 'internal_server_error']],
  503: [['The server is overloaded or not ready yet.', 'service_unavailable', null]],
}

function failureOf(status: number, code: string | undefined, id?: string): JsonReply {
  const known = failures[status] ?? [
    [`The request failed with status ${status}.`, 'server_error', null] satisfies Failure,
  ]
  const [message, type, own] = known.find((one) => code !== undefined && one[2] === code) ?? known[0]!
  return failed(status, message, type, null, own ?? code ?? null, id)
}

/** What Together says. */
export const togetherWords: Words = {
  problem: (problem) => failed(400, said(problem), 'invalid_request_error', String(problem.path.at(0) ?? '') || null),
  refusal: (message, param = null, code = null) => failed(400, message, 'invalid_request_error', param, code),
  unknownModel: (model) =>
    failed(
      404,
      `Unable to access model ${model}. Please visit https://api.together.ai/models to view the list of supported models.`,
      'invalid_request_error',
      null,
      'model_not_available',
    ),
  wrongKey: () => failureOf(401, undefined),
  noRoute: (method, path) => failed(404, `Route ${method} ${path} not found`),
  failure: (status, code, requestId) => failureOf(status, code, requestId),
}
