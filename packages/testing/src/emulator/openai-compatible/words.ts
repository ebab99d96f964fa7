import type { Words } from '../family/member.ts'
import { bracketed, type Problem } from '../http/shape.ts'
import type { JsonReply } from '../service.ts'

/** llama.cpp's error body: the code is the status. */
export const failed = (status: number, message: string, type: string, more: object = {}): JsonReply => ({
  status,
  json: { error: { code: status, message, type, ...more } },
})

const types: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  500: 'server_error',
  501: 'not_supported_error',
  503: 'unavailable_error',
}

const sentences: Readonly<Record<number, string>> = {
  401: 'Invalid API Key',
  404: 'File Not Found',
  500: 'Internal error',
  501: 'This server does not support that.',
  503: 'Loading model',
}

function said(problem: Problem): string {
  const name = bracketed(problem.path)
  switch (problem.kind) {
    case 'missing':
      return `'${name}' is required`
    case 'unknown':
      return `'${name}' is not known`
    case 'type':
      return `[json.exception.type_error.302] ${name} must be ${problem.want.join(' or ')}, but is ${problem.got}`
    default:
      return `invalid value of '${name}'`
  }
}

/** What llama.cpp says. It answers whatever model is asked for, so none is unknown but those that no service has. */
export const compatibleWords: Words = {
  problem: (problem) => failed(400, said(problem), 'invalid_request_error'),
  refusal: (message) => failed(400, message, 'invalid_request_error'),
  unknownModel: (model) => failed(404, `model '${model}' not found`, 'not_found_error'),
  wrongKey: () => failed(401, 'Invalid API Key', 'authentication_error'),
  noRoute: () => failed(404, 'File Not Found', 'not_found_error'),
  failure: (status) =>
    failed(
      status,
      sentences[status] ?? `Failed with ${status}.`,
      types[status] ?? (status < 500 ? 'invalid_request_error' : 'server_error'),
    ),
}
