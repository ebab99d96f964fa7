import type { Words } from '../family/member.ts'
import { dotted } from '../http/shape.ts'
import type { JsonReply } from '../service.ts'

/** Novita's error body. */
export const failed = (code: number, reason: string, message: string): JsonReply => ({
  status: code,
  json: { code, reason, message, metadata: {} },
})

const reasons: Readonly<Record<number, readonly string[]>> = {
  400: ['INVALID_REQUEST_BODY', 'ILLEGAL_PROMPT'],
  401: ['FAILED_TO_AUTH'],
  403: ['INVALID_API_KEY', 'NOT_ENOUGH_BALANCE', 'ACCESS_DENY'],
  404: ['MODEL_NOT_FOUND', 'TASK_NOT_FOUND'],
  429: ['RATE_LIMIT_EXCEEDED', 'TOKEN_LIMIT_EXCEEDED'],
  500: ['TASK_FAILED', 'BILLING_FAILED'],
  503: ['SERVICE_NOT_AVAILABLE'],
}

/** What Novita says. */
export const novitaWords: Words = {
  problem: (problem) => failed(400, 'INVALID_REQUEST_BODY', `${dotted(problem.path)} is not valid`),
  refusal: (message) => failed(400, 'INVALID_REQUEST_BODY', message),
  unknownModel: (model) => failed(404, 'MODEL_NOT_FOUND', `model ${model} not found`),
  wrongKey: () => failed(401, 'FAILED_TO_AUTH', 'failed to authenticate'),
  noRoute: () => failed(404, 'API_NOT_FOUND', 'no such API'),
  failure(status, code) {
    const known = reasons[status] ?? [status < 500 ? 'INVALID_REQUEST_BODY' : 'SERVICE_NOT_AVAILABLE']
    return failed(status, known.find((reason) => reason === code) ?? known[0]!, 'It did not work.')
  },
}
