import type { Words } from '../family/member.ts'
import { dotted, type Problem } from '../http/shape.ts'
import type { JsonReply } from '../service.ts'

/** The router's error in OpenAI's form. */
export const failed = (
  status: number,
  message: string,
  code: string | null = null,
  param: string | null = null,
): JsonReply => ({
  status,
  json: { error: { message, type: 'invalid_request_error', param, code } },
})

/** An error of the Hub, of a task and of the router before it knows a model: a sentence. */
export const told = (status: number, error: string, more: object = {}): JsonReply => ({
  status,
  json: { error, ...more },
})

function sentence(problem: Problem): string {
  const field = dotted(problem.path)
  switch (problem.kind) {
    case 'missing':
      return `Input validation error: missing field \`${field}\``
    case 'unknown':
      return `Input validation error: unknown field \`${field}\``
    default:
      return `Input validation error: \`${field}\` is not valid`
  }
}

/** What a task says to a body that is wrong. */
export const invalid = (problem: Problem): JsonReply => told(422, sentence(problem), { error_type: 'validation' })

const failures: Readonly<Record<number, readonly JsonReply[]>> = {
  400: [failed(400, 'Invalid request.'), told(400, 'Bad request')],
  401: [told(401, 'Invalid username or password.')],
  402: [
    told(
      402,
      'You have exceeded your monthly included credits for Inference Providers. Subscribe to PRO to get 20x more monthly included credits.',
    ),
  ],
  403: [
    told(
      403,
      'This authentication method does not have sufficient permissions to call Inference Providers on behalf of the user.',
    ),
  ],
  404: [told(404, 'Model does not exist')],
  422: [told(422, 'Input validation error: the request is not valid', { error_type: 'validation' })],
  424: [told(424, 'Request failed during generation: Server error', { error_type: 'generation' })],
  429: [told(429, 'You have been rate limited.'), told(429, 'Model is overloaded', { error_type: 'overloaded' })],
  500: [told(500, 'Internal Server Error')],
  503: [told(503, 'Service Unavailable'), told(503, 'Model is currently loading', { estimated_time: 20 })],
}

/** What Hugging Face says. */
export const huggingfaceWords: Words = {
  problem: (problem) => failed(400, sentence(problem), null, dotted(problem.path)),
  refusal: (message, param, code) => failed(400, message, code ?? null, param ?? null),
  unknownModel: (model) =>
    failed(
      400,
      `The requested model '${model}' is not supported by any provider you have enabled.`,
      'model_not_supported',
      'model',
    ),
  wrongKey: () => ({
    ...told(401, 'Invalid username or password.'),
    headers: { 'x-error-message': 'Invalid username or password.' },
  }),
  noRoute: () => ({ status: 404, bytes: 'Not Found', type: 'text/plain; charset=utf-8' }),
  failure(status, code) {
    const known = failures[status] ?? [told(status, 'The request failed.')]
    return known.find(({ json }) => code !== undefined && code === json.error_type) ?? known[0]!
  },
}
