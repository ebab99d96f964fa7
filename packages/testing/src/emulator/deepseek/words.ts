import type { Words } from '../family/member.ts'
import { deserialized } from '../family/serde.ts'
import { dotted } from '../http/shape.ts'
import type { JsonReply } from '../service.ts'

/** DeepSeek's error body: the code is the same for all, and the type tells. It does not call itself JSON. */
export const failed = (status: number, message: string, type = 'invalid_request_error'): JsonReply => ({
  status,
  headers: { 'content-type': 'application/octet-stream' },
  json: { error: { message, type, param: null, code: 'invalid_request_error' } },
})

const failures: Readonly<Record<number, readonly [message: string, type: string]>> = {
  400: ['Invalid request.', 'invalid_request_error'],
  401: ['Authentication Fails, Your api key: ****ated is invalid', 'authentication_error'],
  402: ['Insufficient Balance', 'unknown_error'],
  404: ['Not Found', 'invalid_request_error'],
  422: ['Invalid parameters.', 'invalid_request_error'],
  429: ['Too many requests at once; please try again later.', 'rate_limit_reached_error'],
  500: ['Internal error.', 'server_error'],
  503: ['The service is too busy.', 'service_unavailable_error'],
}

/** What DeepSeek says. */
export const deepseekWords: Words = {
  problem(problem) {
    const text = deserialized(problem)
    return text === undefined
      ? failed(422, `Invalid ${dotted(problem.path)} value, it is out of bounds`)
      : failed(400, text)
  },
  refusal: (message) => failed(400, message),
  unknownModel: (model) =>
    failed(400, `The supported API model names are deepseek-flash or deepseek-v4-pro, but you passed ${model}.`),
  wrongKey: (given) =>
    failed(401, `Authentication Fails, Your api key: ****${given?.slice(-4) ?? ''} is invalid`, 'authentication_error'),
  noRoute: () => failed(404, 'Not Found'),
  failure: (status) => failed(status, ...(failures[status] ?? ([`Failed with ${status}.`, 'server_error'] as const))),
}
