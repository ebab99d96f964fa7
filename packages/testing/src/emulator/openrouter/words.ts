import type { Words } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { dotted, type Problem } from '../http/shape.ts'
import type { JsonReply } from '../service.ts'

/** OpenRouter's error body: the code is the status, and `metadata` says more. */
export const failed = (status: number, message: string, metadata?: Loose, more: object = {}): JsonReply => ({
  status,
  json: { error: { code: status, message, ...(metadata && { metadata }), ...more } },
})

function said(problem: Problem): string {
  const name = dotted(problem.path)
  switch (problem.kind) {
    case 'missing':
      return `Input required: specify "${name}"`
    case 'unknown':
      return `Unrecognized key: "${name}"`
    case 'type':
      return `Expected ${name} to be ${problem.want.join(' or ')}, received ${problem.got}`
    case 'value':
      return `Expected ${name} to be one of ${problem.values.join(', ')}, received ${problem.got}`
    default:
      return `Expected ${name} to be at ${problem.kind === 'above' ? 'most' : 'least'} ${problem.bound}`
  }
}

type Failure = readonly [message: string, word: string | null, metadata?: Loose]

const host = { provider_name: 'Acme' }
const failures: Readonly<Record<number, readonly Failure[]>> = {
  400: [
    ['Provider returned error', null, { ...host, raw: '{"error":{"message":"Something is wrong with the request."}}' }],
    [
      "This endpoint's maximum context length is 131072 tokens. However, you requested about 140000 tokens (139900 of text input, 100 in the output). Please reduce the length of either one, or use the context-compression plugin to compress your prompt automatically.",
      'context_length_exceeded',
    ],
  ],
  401: [['No auth credentials found', null]],
  402: [['This request requires more credits, or fewer max_tokens.', null]],
  403: [
    ['Only management keys can perform this operation', null],
    [
      'acme/strict requires moderation on Acme. Your input was flagged.',
      'content_policy_violation',
      { ...host, reasons: ['violence'], flagged_input: 'a word', model_slug: 'acme/strict' },
    ],
  ],
  404: [['No endpoints found for acme/gone.', null]],
  408: [['Request timed out', null]],
  413: [['Payload too large', null]],
  429: [['Provider returned error', null, { ...host, raw: 'acme/open is temporarily rate-limited upstream.' }]],
  500: [['Internal Server Error', null]],
  502: [['Provider returned error', null, { ...host, raw: 'error code: 502' }]],
  503: [['No instances available. The model may be starting, or overloaded.', null]],
  529: [['Provider overloaded', null]],
}

/** The usual error of a status, or the one with this word. */
export function failureOf(status: number, code?: string): JsonReply {
  const known = failures[status] ?? [[`The request failed with status ${status}.`, null] satisfies Failure]
  const [message, word, metadata] = known.find((one) => code !== undefined && one[1] === code) ?? known[0]!
  const type = code ?? word
  return failed(status, message, type || metadata ? { ...metadata, ...(type && { error_type: type }) } : undefined)
}

/** What OpenRouter says. */
export const openrouterWords: Words = {
  problem: (problem) => failed(400, said(problem)),
  refusal: (message) => failed(400, message),
  unknownModel: (model) => failed(400, `${model} is not a valid model ID`),
  wrongKey: (given) => failed(401, given ? 'User not found.' : 'No auth credentials found'),
  noRoute: (method, path) => failed(404, `No route matches ${method} ${path}`),
  failure: (status, code) => failureOf(status, code),
}
