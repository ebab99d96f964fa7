import type { Words } from '../family/member.ts'
import { dotted } from '../http/shape.ts'
import type { JsonReply } from '../service.ts'

/** DeepInfra's error on the routes that follow OpenAI: a sentence, and mostly nothing else. */
export const failed = (status: number, message: string): JsonReply => ({ status, json: { error: { message } } })

const sentences: Readonly<Record<number, string>> = {
  400: 'Invalid request',
  402: 'Please add funds',
  403: 'Not allowed',
  404: 'Model gone is not available',
  405: 'Tool calling is not supported for model: gone',
  413: 'Request too large',
  429: 'Rate limited',
  500: 'Internal server error',
  503: 'Service unavailable',
}

const wrongKey: JsonReply = {
  status: 401,
  json: { error: { message: 'Not authenticated', type: 'invalid_request_error', param: null, code: null } },
}

/** What DeepInfra says. `busy` is the other 429. */
export const deepinfraWords: Words = {
  problem: (problem) => ({
    status: 422,
    json: {
      detail: [
        { loc: ['body', ...problem.path], msg: `${dotted(problem.path)}: ${problem.kind}`, type: 'value_error' },
      ],
    },
  }),
  refusal: (message) => failed(400, message),
  unknownModel: (model) => failed(404, `Model ${model} is not available`),
  wrongKey: () => wrongKey,
  noRoute: () => ({ status: 404, json: { detail: 'Not Found' } }),
  failure: (status, code) =>
    status === 401
      ? wrongKey
      : failed(status, code === 'busy' ? 'Model busy, retry later' : (sentences[status] ?? `Failed with ${status}`)),
}
