import type { Words } from '../family/member.ts'
import { bracketed, type Kind, type Problem } from '../http/shape.ts'
import type { JsonReply } from '../service.ts'

/** OpenAI's error body. */
export function failed(
  status: number,
  message: string,
  code: string | null,
  param: string | null = null,
  type = 'invalid_request_error',
): JsonReply {
  return { status, json: { error: { message, type, param, code } } }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a decimal',
  boolean: 'a boolean',
  array: 'an array',
  object: 'an object',
  null: 'null',
}

/** `'a', 'b', and 'c'`. */
const listed = (values: readonly string[]): string => {
  const quoted = values.map((value) => `'${value}'`)
  return quoted.length < 3 ? quoted.join(' and ') : `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`
}

const expected = (want: readonly Kind[]): string => {
  const words = want.map((kind) => kinds[kind])
  return words.length > 1 ? `one of ${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : words[0]!
}

function problem(problem: Problem): JsonReply {
  const param = bracketed(problem.path)
  switch (problem.kind) {
    case 'missing':
      return failed(400, `Missing required parameter: '${param}'.`, 'missing_required_parameter', param)
    case 'unknown':
      return failed(400, `Unknown parameter: '${param}'.`, 'unknown_parameter', param)
    case 'type':
      return failed(
        400,
        `Invalid type for '${param}': expected ${expected(problem.want)}, but got ${kinds[problem.got]} instead.`,
        'invalid_type',
        param,
      )
    case 'value':
      return failed(
        400,
        `Invalid value: '${problem.got}'. Supported values are: ${listed(problem.values)}.`,
        'invalid_value',
        param,
      )
    default: {
      const kind = problem.want === 'integer' ? 'integer' : 'decimal'
      const [words, sign] = problem.kind === 'above' ? ['above maximum', '<='] : ['below minimum', '>=']
      const text = `Invalid '${param}': ${kind} ${words} value. Expected a value ${sign} ${problem.bound}, but got ${problem.got} instead.`
      return failed(400, text, problem.kind === 'above' ? `${kind}_above_max_value` : `${kind}_below_min_value`, param)
    }
  }
}

const masked = (key: string): string =>
  key.length < 12 ? '*'.repeat(key.length) : `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}`

const help = 'You can find your API key at https://platform.openai.com/account/api-keys.'

const server =
  'The server had an error processing your request. Sorry about that! You can retry your request, or contact us through our help center at help.openai.com if you keep seeing this error.'

type Failure = readonly [message: string, type: string, code: string | null]

/** For each status the usual error first; others are found by their code. */
const failures: Readonly<Record<number, readonly Failure[]>> = {
  400: [
    ['Invalid request.', 'invalid_request_error', 'invalid_value'],
    [
      'We could not parse the JSON body of your request. (HINT: This likely means you aren’t using your HTTP library correctly.)',
      'invalid_request_error',
      'bad_json',
    ],
    [
      'Your input exceeds the context window of this model. Please adjust your input and try again.',
      'invalid_request_error',
      'context_length_exceeded',
    ],
    ['Your request was rejected by the safety system.', 'image_generation_user_error', 'moderation_blocked'],
    [
      'This request has been flagged for potentially violating our usage policy.',
      'invalid_request_error',
      'invalid_prompt',
    ],
    ['The encrypted content could not be verified.', 'invalid_request_error', 'invalid_encrypted_content'],
  ],
  401: [[`Incorrect API key provided: sk-inval********-key. ${help}`, 'invalid_request_error', 'invalid_api_key']],
  403: [
    ['Project does not have access to this model.', 'invalid_request_error', 'model_not_found'],
    ['Country, region, or territory not supported', 'request_forbidden', 'unsupported_country_region_territory'],
    ['You have insufficient permissions for this operation.', 'invalid_request_error', 'missing_scope'],
  ],
  404: [
    ['The model `gone` does not exist or you do not have access to it.', 'invalid_request_error', 'model_not_found'],
    ['No such resource.', 'invalid_request_error', 'not_found'],
  ],
  409: [['The resource was changed by another request. Please try again.', 'invalid_request_error', 'conflict']],
  413: [['The request body is too large.', 'invalid_request_error', 'request_too_large']],
  422: [['The request was well-formed but could not be processed.', 'invalid_request_error', 'unprocessable']],
  429: [
    [
      'Rate limit reached for gpt-emulated in organization org-emulated on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 20s. Visit https://platform.openai.com/account/rate-limits to learn more.',
      'requests',
      'rate_limit_exceeded',
    ],
    [
      'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.',
      'insufficient_quota',
      'insufficient_quota',
    ],
    [
      'Rate limit reached for gpt-emulated on tokens per min (TPM): Limit 30000, Used 29500, Requested 900. Please try again in 800ms.',
      'tokens',
      'tokens',
    ],
  ],
  500: [[server, 'server_error', null]],
  502: [['Bad gateway.', 'cf_bad_gateway', null]],
  503: [
    ['The engine is currently overloaded, please try again later', 'server_error', null],
    ['Slow down: your traffic has grown too fast.', 'server_error', 'slow_down'],
  ],
  504: [['The gateway timed out.', 'server_error', null]],
}

/** The usual error of a status, or the one with this code or type. */
export function failureOf(status: number, code: string | undefined, requestId: string): JsonReply {
  const known = failures[status] ?? [
    [`The request failed with status ${status}.`, 'server_error', null] satisfies Failure,
  ]
  const [message, type, own] =
    known.find(([, type, own]) => code !== undefined && (own === code || type === code)) ?? known[0]!
  const text =
    own === null && status === 500
      ? `${message} (Please include the request ID ${requestId} in your message.)`
      : message
  const given = own === 'bad_json' ? null : own === 'tokens' ? 'rate_limit_exceeded' : own
  const found = code === undefined || own === code || type === code
  return failed(status, text, found ? given : code, null, type)
}

/** What OpenAI says. */
export const openaiWords: Words = {
  problem,
  refusal: (message, param = null, code = null) => failed(400, message, code, param),
  unknownModel: (model) =>
    failed(404, `The model \`${model}\` does not exist or you do not have access to it.`, 'model_not_found'),
  wrongKey: (given) =>
    given === undefined
      ? failed(
          401,
          `You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY). ${help}`,
          null,
        )
      : failed(401, `Incorrect API key provided: ${masked(given)}. ${help}`, 'invalid_api_key'),
  noRoute: (method, path) => failed(404, `Invalid URL (${method} ${path})`, null),
  failure: failureOf,
}
