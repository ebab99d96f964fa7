import type { Words } from '../family/member.ts'
import { dotted, type Problem } from '../http/shape.ts'
import type { JsonReply } from '../service.ts'

/** Cerebras's error body: OpenAI's fields without the envelope. */
export const failed = (
  status: number,
  message: string,
  code: string,
  type = 'invalid_request_error',
  param: string | null = null,
): JsonReply => ({ status, json: { message, type, param, code } })

function said(problem: Problem): readonly [status: number, message: string, code: string] {
  const name = dotted(problem.path)
  switch (problem.kind) {
    case 'missing':
      return [422, `${name}: field required`, 'validation_error']
    case 'unknown':
      return [400, `property '${name}' is unsupported`, 'wrong_api_format']
    case 'type':
      return [422, `${name}: expected ${problem.want.join(' or ')}, got ${problem.got}`, 'validation_error']
    case 'value':
      return [422, `${name}: must be one of ${problem.values.join(', ')}`, 'validation_error']
    default:
      return [422, `${name}: out of range, the bound is ${problem.bound}`, 'validation_error']
  }
}

const failures: Readonly<Record<string, readonly [message: string, code: string, type: string]>> = {
  400: ['The request is not valid.', 'invalid_request', 'invalid_request_error'],
  401: ['Wrong API Key', 'wrong_api_key', 'invalid_request_error'],
  402: ['Payment is required to go on.', 'payment_required', 'payment_required_error'],
  403: ['This is not allowed.', 'permission_denied', 'permission_error'],
  404: ['Not found.', 'not_found', 'not_found_error'],
  408: ['The request took too long.', 'request_timeout', 'timeout_error'],
  422: ['The request could not be processed.', 'validation_error', 'invalid_request_error'],
  429: ['Requests per minute limit exceeded.', 'request_quota_exceeded', 'too_many_requests_error'],
  500: ['Something went wrong.', 'internal_error', 'server_error'],
  503: ['The service is at capacity.', 'service_unavailable', 'server_error'],
  queue_exceeded: ['Traffic is high right now.', 'queue_exceeded', 'too_many_requests_error'],
}

/** What Cerebras says. */
export const cerebrasWords: Words = {
  problem: (problem) => failed(...said(problem)),
  refusal: (message, param, code) => failed(400, message, code ?? 'invalid_request', 'invalid_request_error', param),
  unknownModel: (model) =>
    failed(
      404,
      `Model ${model} does not exist or you do not have access to it.`,
      'model_not_found',
      'not_found_error',
      'model',
    ),
  wrongKey: () => failed(401, ...failures['401']!),
  noRoute: () => failed(404, ...failures['404']!),
  failure: (status, code) =>
    failed(
      status,
      ...(failures[code ?? ''] ?? failures[status] ?? ([`Failed with ${status}.`, 'error', 'error'] as const)),
    ),
}
