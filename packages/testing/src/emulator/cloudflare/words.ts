import type { Words } from '../family/member.ts'
import { dotted } from '../http/shape.ts'
import type { JsonReply } from '../service.ts'

/** Cloudflare's envelope of a failure. */
export const failed = (status: number, code: number, message: string): JsonReply => ({
  status,
  json: { result: null, success: false, errors: [{ code, message }], messages: [] },
})

type Failure = readonly [code: number, message: string]

const failures: Readonly<Record<number, readonly Failure[]>> = {
  400: [
    [5004, 'Invalid data'],
    [5007, 'No such model or task'],
    [3003, 'Incomplete request'],
  ],
  401: [[10000, 'Authentication error']],
  403: [
    [3041, 'Not allowed'],
    [5016, 'Prior to using this model, you must submit the prompt "agree".'],
  ],
  404: [[3042, 'Model not found']],
  405: [[5019, 'Method not supported']],
  408: [[3007, 'Request timeout']],
  413: [[3006, 'Request is too large']],
  429: [
    [3040, 'Capacity temporarily exceeded, please try again.'],
    [3036, 'You have used up your daily free allocation of 10,000 neurons.'],
  ],
  500: [[3010, 'Internal server error']],
}

/** What Cloudflare says. */
export const cloudflareWords: Words = {
  problem: (problem) => failed(400, 5004, `Invalid data: '${dotted(problem.path)}' is not valid`),
  refusal: (message) => failed(400, 5004, message),
  unknownModel: (model) => failed(400, 5007, `No such model ${model} or task`),
  wrongKey: () => failed(401, 10000, 'Authentication error'),
  noRoute: () => failed(404, 7000, 'No route for that URI'),
  failure(status, code) {
    const known = failures[status] ?? failures[status < 500 ? 400 : 500]!
    return failed(status, ...(known.find(([own]) => String(own) === code) ?? known[0]!))
  },
}
