import type { Words } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { dotted, inspect, type Fields, type Problem } from '../http/shape.ts'
import { refuse } from '../service.ts'
import type { JsonReply } from '../service.ts'

/** Perplexity's error body: the code is the status. */
export const failed = (status: number, message: string, type: string): JsonReply => ({
  status,
  json: { error: { message, type, code: status } },
})

/** Refuses with a 400. */
export const invalid = (message: string, type = 'invalid_request'): never => refuse(failed(400, message, type))

/** What the validator of fields says, in its list of complaints. */
function complaint(problem: Problem): JsonReply {
  const loc = ['body', ...problem.path]
  const say = (msg: string, type: string): JsonReply => ({ status: 422, json: { detail: [{ loc, msg, type }] } })
  switch (problem.kind) {
    case 'missing':
      return say('Field required', 'missing')
    case 'unknown':
      return failed(400, `Unknown field: ${dotted(problem.path)}`, 'invalid_request')
    case 'type':
      return say(`Input should be a valid ${problem.want.join(' or ')}`, `${problem.want[0]}_type`)
    case 'value':
      return say(`Input should be ${problem.values.map((one) => `'${one}'`).join(', ')}`, 'literal_error')
    default:
      return say(`Input should not be ${problem.kind} ${problem.bound}`, problem.kind)
  }
}

const failures: Readonly<Record<number, readonly [message: string, type: string]>> = {
  400: ['Invalid request.', 'invalid_request'],
  401: ['Invalid API key provided.', 'invalid_api_key'],
  402: ['Insufficient credits.', 'insufficient_quota'],
  403: ['Forbidden.', 'permission_error'],
  404: ['Not found.', 'not_found_error'],
  429: ['Rate limit exceeded.', 'rate_limit_error'],
  500: ['Internal error.', 'server_error'],
  503: ['Service unavailable.', 'service_unavailable'],
}

/** What Perplexity says. */
export const perplexityWords: Words = {
  problem: complaint,
  refusal: (message) => failed(400, message, 'invalid_request'),
  unknownModel: (model) => failed(400, `Invalid model '${model}'.`, 'invalid_model'),
  wrongKey: () => failed(401, 'Invalid API key provided.', 'invalid_api_key'),
  noRoute: () => failed(404, 'Not found.', 'not_found_error'),
  failure: (status) => failed(status, ...(failures[status] ?? ([`Failed with ${status}.`, 'server_error'] as const))),
}

/** Refuses a body whose fields are not as they must be. */
export function checkFields(body: Loose, fields: Fields): void {
  const problem = inspect(body, fields)
  if (problem) refuse(perplexityWords.problem(problem))
}
