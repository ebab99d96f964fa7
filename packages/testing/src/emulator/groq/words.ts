import type { Words } from '../family/member.ts'
import { dotted, type Kind, type Problem } from '../http/shape.ts'
import type { JsonReply } from '../service.ts'

/** Groq's error body: what is not known is left out. */
export function failed(
  status: number,
  message: string,
  code?: string | null,
  more: object = {},
  type = 'invalid_request_error',
): JsonReply {
  return { status, json: { error: { message, type, ...(code && { code }), ...more } } }
}

const kinds: Readonly<Record<Kind, string>> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'a boolean',
  array: 'an array',
  object: 'an object',
  any: 'a value',
}

function words(problem: Problem): string {
  const { path } = problem
  const name = path.at(-1)
  switch (problem.kind) {
    case 'missing':
      return `'${dotted(path)}' : property '${name}' is missing`
    case 'unknown':
      return `property '${name}' is unsupported`
    case 'type':
      return `'${dotted(path)}' : value must be ${problem.want.map((kind) => kinds[kind]).join(' or ')}`
    case 'value':
      return `'${dotted(path)}' : value is not one of the allowed values ['${problem.values.join("','")}']`
    case 'above':
      return `'${dotted(path)}' : number must be at most ${problem.bound}`
    default:
      return `'${dotted(path)}' : number must be at least ${problem.bound}`
  }
}

function problem(problem: Problem): JsonReply {
  const [first, i] = problem.path
  const text = words(problem)
  if (first !== 'messages' || problem.path.length < 3) return failed(400, text)
  return failed(400, `'messages.${i}' : for 'role:user' the following must be satisfied[('messages.${i}' : ${text})]`)
}

type Failure = readonly [message: string, type: string, code: string | null]

const failures: Readonly<Record<number, readonly Failure[]>> = {
  400: [
    ['Invalid request.', 'invalid_request_error', null],
    ['Failed to parse request body as JSON', 'invalid_request_error', 'bad_json'],
    [
      "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.",
      'invalid_request_error',
      'tool_use_failed',
    ],
    [
      "Failed to generate JSON. Please adjust your prompt. See 'failed_generation' for more details.",
      'invalid_request_error',
      'json_validate_failed',
    ],
    ['Please reduce the length of the messages or completion.', 'invalid_request_error', 'context_length_exceeded'],
    [
      'The model `old` has been decommissioned and is no longer supported.',
      'invalid_request_error',
      'model_decommissioned',
    ],
  ],
  401: [['Invalid API Key', 'invalid_request_error', 'invalid_api_key']],
  403: [['The model is blocked at the project level.', 'permissions_error', 'model_permission_blocked_project']],
  404: [
    ['The model `gone` does not exist or you do not have access to it.', 'invalid_request_error', 'model_not_found'],
  ],
  413: [
    ['Request Entity Too Large', 'invalid_request_error', 'request_too_large'],
    [
      'Request too large for model on tokens per minute (TPM): Limit 6000, Requested 9000.',
      'tokens',
      'rate_limit_exceeded',
    ],
  ],
  422: [['The request was understood, but could not be followed.', 'invalid_request_error', null]],
  424: [['A dependency failed.', 'invalid_request_error', 'failed_dependency']],
  429: [
    [
      'Rate limit reached for model `emulated` in organization `org_emulated` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Used 5800, Requested 966. Please try again in 7.66s. Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing',
      'tokens',
      'rate_limit_exceeded',
    ],
  ],
  498: [['Flex tier capacity is full. Please try again later.', 'capacity_exceeded', 'capacity_exceeded']],
  499: [['The request was cancelled.', 'invalid_request_error', 'request_cancelled']],
  500: [['Internal Server Error', 'internal_server_error', null]],
  502: [['Bad Gateway', 'bad_gateway', null]],
  503: [['Service Unavailable', 'internal_server_error', 'service_unavailable']],
}

/** The usual error of a status, or the one with this code. */
export function failureOf(status: number, code: string | undefined): JsonReply {
  const known = failures[status] ?? [
    [`The request failed with status ${status}.`, 'internal_server_error', null] satisfies Failure,
  ]
  const [message, type, own] = known.find(([, , own]) => code !== undefined && own === code) ?? known[0]!
  const generation = own === 'tool_use_failed' || own === 'json_validate_failed' ? { failed_generation: 'maybe' } : {}
  return failed(
    status,
    message,
    own === 'bad_json' ? null : own === code || code === undefined ? own : code,
    generation,
    type,
  )
}

/** What Groq says. */
export const groqWords: Words = {
  problem,
  refusal: (message, _param, code) => failed(400, message, code),
  unknownModel: (model) =>
    failed(404, `The model \`${model}\` does not exist or you do not have access to it.`, 'model_not_found'),
  wrongKey: () => failed(401, 'Invalid API Key', 'invalid_api_key'),
  noRoute: (method, path) =>
    failed(
      404,
      `Unknown request URL: ${method} ${path}. Please check the URL for typos, or see the docs at https://console.groq.com/docs/`,
      'unknown_url',
    ),
  failure: (status, code) => failureOf(status, code),
}
