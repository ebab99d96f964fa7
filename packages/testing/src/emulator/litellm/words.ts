import { failureOf } from '../openai/words.ts'
import { bracketed, type Problem } from '../http/shape.ts'
import type { JsonReply, Reply } from '../service.ts'

/** The proxy's error body: the code is the status, as text. */
export const failed = (
  status: number,
  message: string,
  type: string | null = null,
  param: string | null = null,
): JsonReply => ({ status, json: { error: { message, type, param, code: String(status) } } })

const classes: Readonly<Record<number, string>> = {
  400: 'BadRequestError',
  401: 'AuthenticationError',
  403: 'PermissionDeniedError',
  404: 'NotFoundError',
  408: 'Timeout',
  422: 'UnprocessableEntityError',
  429: 'RateLimitError',
  503: 'ServiceUnavailableError',
}

/** By the code that the service behind uses. */
const classesOfCode: Readonly<Record<string, string>> = {
  context_length_exceeded: 'ContextWindowExceededError',
  content_filter: 'ContentPolicyViolationError',
  content_policy_violation: 'ContentPolicyViolationError',
  unsupported_parameter: 'UnsupportedParamsError',
}

const types: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  429: 'throttling_error',
}

/** What a service said, in a chain of the proxy's classes. */
function chained(status: number, message: string, code: string | null | undefined): JsonReply {
  const known = classes[status] ?? (status < 500 ? 'BadRequestError' : 'InternalServerError')
  const own = classesOfCode[code ?? '']
  const chain = own ? `litellm.${own}: litellm.${known}: ${own}` : `litellm.${known}: ${known}`
  const type = types[status] ?? (status < 500 ? null : 'internal_server_error')
  return failed(status, `${chain}: OpenAIException - ${message}`, type)
}

/** A service's error, as the proxy hands it on. */
export function handedOn(reply: Reply): Reply {
  const { status = 200 } = reply
  if (!('json' in reply) || status < 400 || !reply.json?.error) return reply
  const { message, code } = reply.json.error
  // Its own says the status.
  if (code === String(status)) return reply
  return { ...reply, ...chained(status, message, code) }
}

/** The usual failure of a status, or the one with this code: the proxy's own, or that of a service behind. */
export function failure(status: number, code: string | undefined, requestId: string): JsonReply {
  if (code === 'budget_exceeded')
    return failed(status, 'Budget has been exceeded! Current cost: 1.2, Max budget: 1.0', code)
  if (code === 'bad_json') return failed(400, 'Invalid JSON payload', 'invalid_request_error', 'request_body')
  if (status === 408)
    return failed(408, 'litellm.Timeout: APITimeoutError - Request timed out.\n\nDeployment Info: timeout: 1.0')
  const { error } = failureOf(status, code, requestId).json
  return chained(status, error.message, error.code)
}

const said = (problem: Problem): string => {
  const name = bracketed(problem.path)
  switch (problem.kind) {
    case 'missing':
      return `Missing required parameter: '${name}'.`
    case 'unknown':
      return `Unknown parameter: '${name}'.`
    case 'type':
      return `${name}: expected ${problem.want.join(' or ')}, but got ${problem.got}`
    default:
      return `${name}: ${JSON.stringify(problem.got)} is not allowed`
  }
}

/** What is wrong with a field of the proxy's own. */
export const problemIn = (problem: Problem): JsonReply =>
  failed(400, `/chat/completions: ${said(problem)}`, 'invalid_request_error', bracketed(problem.path))

/** A name that its configuration does not have. */
export const unknownModel = (model: string): JsonReply =>
  failed(
    400,
    `/chat/completions: Invalid model name passed in model=${model}. Call \`/v1/models\` to view available models for your key.`,
    'invalid_request_error',
  )

/** A key that it does not know; one with a database says so. */
export const wrongKey = (given: string | undefined): JsonReply =>
  given === undefined
    ? failed(401, 'Authentication Error, No api key passed in.', 'auth_error', 'None')
    : failed(
        401,
        `Authentication Error, Invalid proxy server token passed. Received API Key = sk-...${given.slice(-4)}, Key Hash (Token) =0f1e2d. Unable to find token in cache or \`LiteLLM_VerificationTokenTable\``,
        'token_not_found_in_db',
        'key',
      )
