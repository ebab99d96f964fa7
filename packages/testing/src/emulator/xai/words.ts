import type { Words } from '../family/member.ts'
import { deserialized } from '../family/serde.ts'
import { dotted } from '../http/shape.ts'
import type { JsonReply } from '../service.ts'

/** xAI's error body: two texts. */
export const failed = (status: number, error: string, code: string = codeOf(status)): JsonReply => ({
  status,
  json: { code, error },
})

const codes: Readonly<Record<number, string>> = {
  400: 'invalid-argument',
  401: 'unauthenticated',
  403: 'permission-denied',
  404: 'Some requested entity was not found',
  410: 'gone',
  422: 'invalid-json',
  429: 'resource-exhausted',
  503: 'unavailable',
}
const codeOf = (status: number): string => codes[status] ?? 'internal'

const failures: Readonly<Record<string, string>> = {
  400: 'The request is not valid.',
  401: 'No credentials were sent.',
  403: 'The key may not do this.',
  404: 'Not found.',
  422: 'Failed to deserialize the JSON body into the target type.',
  429: 'Too many requests for the team.',
  500: 'Something went wrong.',
  503: 'The service is at capacity.',
  quota: 'The team has used all its credits or reached its monthly spending limit.',
  insufficient_quota: 'The team has used all its credits or reached its monthly spending limit.',
}

/** What xAI says. */
export const xaiWords: Words = {
  problem(problem) {
    const text = deserialized(problem)
    return text === undefined ? failed(400, `Argument ${dotted(problem.path)} is out of range.`) : failed(422, text)
  },
  refusal: (message) => failed(400, message),
  unknownModel: (model) => failed(404, `The model ${model} does not exist or your team does not have access to it.`),
  // A wrong key is a bad request; none is not.
  wrongKey: (given) =>
    given === undefined
      ? failed(401, failures['401']!)
      : failed(400, 'Incorrect API key provided. You can obtain an API key from https://console.x.ai.'),
  noRoute: () => failed(404, failures['404']!),
  failure: (status, code) => failed(status, failures[code ?? ''] ?? failures[status] ?? `Failed with ${status}.`),
}
