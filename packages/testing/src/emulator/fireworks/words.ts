import type { Words } from '../family/member.ts'
import { bracketed, type Problem } from '../http/shape.ts'
import type { JsonReply } from '../service.ts'

/** The error body of Fireworks' models. */
export const failed = (
  status: number,
  message: string,
  code = 'invalid_request_error',
  type = 'invalid_request_error',
  id = 'chatcmpl-emulated',
): JsonReply => ({ status, json: { error: { object: 'error', type, code, message }, request_id: id } })

/** The status that the platform answers. */
export const refused = (status: number, code: number, message: string): JsonReply => ({
  status,
  json: { code, message, details: [] },
})

function said(problem: Problem): string {
  const name = bracketed(problem.path)
  switch (problem.kind) {
    case 'missing':
      return `${name}: Field required`
    case 'unknown':
      return `Extra inputs are not permitted, field: '${name}'`
    case 'type':
      return `${name}: Input should be a valid ${problem.want.join(' or ')}`
    case 'value':
      return `${name}: Input should be one of ${problem.values.join(', ')}`
    default:
      return `${name}: Input should be ${problem.kind === 'above' ? 'less' : 'greater'} than or equal to ${problem.bound}`
  }
}

type Failure = readonly [message: string, type: string, code: string]

const failures: Readonly<Record<number, readonly Failure[]>> = {
  400: [
    ['The request is invalid.', 'invalid_request_error', 'invalid_request_error'],
    [
      'The prompt is too long: 140000, model maximum context length: 131071',
      'invalid_request_error',
      'context_length_exceeded',
    ],
  ],
  401: [['The API key is missing.', 'error', 'UNAUTHORIZED']],
  402: [['The account is over its limit.', 'error', 'payment_required']],
  403: [['The API key you provided is invalid.', 'error', 'UNAUTHORIZED']],
  404: [['Model not found, inaccessible, and/or not deployed', 'error', 'NOT_FOUND']],
  412: [['The account is suspended.', 'error', 'precondition_failed']],
  425: [['The deployment is scaling up.', 'error', 'too_early']],
  429: [['Rate limit exceeded, please try again later.', 'error', 'rate_limit_exceeded']],
  500: [['Internal server error', 'error', 'internal_server_error']],
  503: [['The model is overloaded.', 'error', 'overloaded']],
}

/** The usual error of a status, or the one with this code. */
export function failureOf(status: number, code: string | undefined, id?: string): JsonReply {
  const known = failures[status] ?? [[`The request failed with status ${status}.`, 'error', 'error'] satisfies Failure]
  const [message, type, own] = known.find((one) => one[2] === code) ?? known[0]!
  const word = own === 'context_length_exceeded' ? 'invalid_request_error' : (code ?? own)
  return failed(status, message, word, type, id)
}

/** What Fireworks says. */
export const fireworksWords: Words = {
  problem: (problem) => failed(400, said(problem)),
  refusal: (message, _param, code) => failed(400, message, code ?? undefined),
  unknownModel: () => failureOf(404, undefined),
  wrongKey: () => failureOf(403, undefined),
  noRoute: (_method, path) => failed(404, `Path not found: ${path}`, 'NOT_FOUND', 'error'),
  failure: failureOf,
}
