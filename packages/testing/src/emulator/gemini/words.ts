import { dotted, type Kind, type Problem } from '../http/shape.ts'
import { refuse, type JsonReply } from '../service.ts'

interface Failure {
  readonly status: string
  readonly message: string
  readonly details?: readonly object[]
  /** What a fault calls it by; default: its status. */
  readonly name?: string
}

const info = (reason: string): object => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain: 'googleapis.com',
})

/** Google's error body. */
export const failed = (code: number, { status, message, details }: Failure): JsonReply => ({
  status: code,
  json: { error: { code, message, status, ...(details && { details }) } },
})

/** Refuses with a 400. */
export const invalid = (message: string, details?: readonly object[]): never =>
  refuse(failed(400, { status: 'INVALID_ARGUMENT', message, ...(details && { details }) }))

const types: Readonly<Record<Kind, string>> = {
  string: 'TYPE_STRING',
  integer: 'TYPE_INT32',
  number: 'TYPE_FLOAT',
  boolean: 'TYPE_BOOL',
  array: 'a list',
  object: 'a message',
  any: 'a value',
}

const snake = (path: string): string => path.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)

/** Refuses a problem of shape, in Google's words. */
export function refuseProblem(problem: Problem): never {
  const path = snake(dotted(problem.path))
  const field = path.replace(/\.?[^.]+$/u, '')
  const described = (description: string) => [
    { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ field, description }] },
  ]
  if (problem.kind === 'unknown') {
    const at = field === '' ? '' : ` at '${field}'`
    const text = `Invalid JSON payload received. Unknown name "${problem.path.at(-1)}"${at}: Cannot find field.`
    return invalid(text, described(text))
  }
  if (problem.kind === 'type') return invalid(`Invalid value at '${path}' (${types[problem.want[0]!]})`)
  if (problem.kind === 'value')
    return invalid(`Invalid value at '${path}' (type.googleapis.com/enum), "${problem.got}"`)
  if (!('bound' in problem)) return invalid(`* ${path}: required field is not specified`)
  return invalid(`* ${path}: value ${problem.got} is out of range; the bound is ${problem.bound}.`)
}

const wait = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '48s' }
const quota = (quotaId: string): object => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ quotaId, quotaValue: '1000' }],
})

const failures: Readonly<Record<number, readonly Failure[]>> = {
  400: [
    { status: 'INVALID_ARGUMENT', message: 'Request contains an invalid argument.' },
    { status: 'INVALID_ARGUMENT', message: 'Invalid JSON payload received.', name: 'bad_json' },
    {
      status: 'INVALID_ARGUMENT',
      message: 'The input token count (1250074) exceeds the maximum number of tokens allowed (1048576).',
      name: 'context_length',
    },
    {
      status: 'INVALID_ARGUMENT',
      message: 'API key not valid. Please pass a valid API key.',
      details: [info('API_KEY_INVALID')],
      name: 'API_KEY_INVALID',
    },
    { status: 'FAILED_PRECONDITION', message: 'User location is not supported for the API use.' },
  ],
  401: [
    {
      status: 'UNAUTHENTICATED',
      message: 'Request had invalid authentication credentials. Expected OAuth 2 access token.',
      details: [info('ACCESS_TOKEN_TYPE_UNSUPPORTED')],
    },
  ],
  403: [{ status: 'PERMISSION_DENIED', message: 'The caller does not have permission' }],
  404: [{ status: 'NOT_FOUND', message: 'The model is not found.' }],
  429: [
    {
      status: 'RESOURCE_EXHAUSTED',
      message: 'You exceeded your current quota, please check your plan and billing details.',
      details: [quota('GenerateContentPaidTierInputTokensPerModelPerMinute'), wait],
    },
    { status: 'RESOURCE_EXHAUSTED', message: 'Resource exhausted. Please try again later.', name: 'capacity' },
    {
      status: 'RESOURCE_EXHAUSTED',
      message: 'You exceeded your current quota. Quota exceeded for metric: free_tier_requests, limit: 0',
      name: 'insufficient_quota',
    },
  ],
  499: [{ status: 'CANCELLED', message: 'The operation was cancelled.' }],
  500: [{ status: 'INTERNAL', message: 'An internal error has occurred.' }],
  503: [{ status: 'UNAVAILABLE', message: 'The model is overloaded. Please try again later.' }],
  504: [{ status: 'DEADLINE_EXCEEDED', message: 'Deadline expired before operation could complete.' }],
}

/** The usual error of a status, or the one with this name. */
export function failureOf(status: number, code: string | undefined): JsonReply {
  const known = failures[status] ?? [{ status: 'UNKNOWN', message: `The request failed with status ${status}.` }]
  return failed(status, known.find((one) => code !== undefined && (one.name ?? one.status) === code) ?? known[0]!)
}

/** The error that ends a stream. `code` is a status word; default `UNAVAILABLE`. */
export function brokenBody(code: string | undefined): object {
  const status = Object.keys(failures).find((status) =>
    failures[Number(status)]!.some((one) => (one.name ?? one.status) === (code ?? 'UNAVAILABLE')),
  )
  return failureOf(Number(status ?? 500), code).json
}
