import type { Words } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import type { Kind, Problem } from '../http/shape.ts'
import type { JsonReply } from '../service.ts'

/** Mistral's error body; its code is a number as text. */
export function failed(status: number, message: string, type: string, code: string | null): JsonReply {
  return { status, json: { object: 'error', message, type, param: null, code, raw_status_code: status } }
}

const kinds: Readonly<Record<Kind, readonly [type: string, name: string]>> = {
  string: ['string_type', 'string'],
  integer: ['int_type', 'integer'],
  number: ['float_type', 'number'],
  boolean: ['bool_type', 'boolean'],
  array: ['list_type', 'list'],
  object: ['model_type', 'dictionary'],
  any: ['value_error', 'value'],
}

function complaint(problem: Problem): Loose {
  switch (problem.kind) {
    case 'missing':
      return { type: 'missing', msg: 'Field required' }
    case 'unknown':
      return { type: 'extra_forbidden', msg: 'Extra inputs are not permitted' }
    case 'type': {
      const [type, name] = kinds[problem.want[0]!]
      return { type, msg: `Input should be a valid ${name}` }
    }
    case 'value':
      return { type: 'enum', msg: `Input should be ${problem.values.map((value) => `'${value}'`).join(', ')}` }
    case 'above':
      return { type: 'less_than_equal', msg: `Input should be less than or equal to ${problem.bound}` }
    default:
      return { type: 'greater_than_equal', msg: `Input should be greater than or equal to ${problem.bound}` }
  }
}

type Failure = readonly [message: string, type: string, code: string | null]

const failures: Readonly<Record<number, readonly Failure[]>> = {
  400: [
    ['Invalid request.', 'invalid_request_error', null],
    ['Invalid model: gone', 'invalid_model', '1500'],
    ['Logprobs are not enabled for this model', 'invalid_request_invalid_args', '3051'],
    ['Too many inputs in request, split into more batches.', 'invalid_request_prompt', '3210'],
    [
      'Prompt contains 300000 tokens and 0 draft tokens, too large for model with 262144 maximum context length',
      'invalid_request_error',
      'context_length',
    ],
  ],
  429: [['Rate limit exceeded', 'rate_limited', '1300']],
  500: [['Internal server error', 'internal_server_error', '1000']],
  503: [['Service tier capacity exceeded for this model.', 'invalid_request_error', '3505']],
}

/** The usual error of a status, or the one with this code. */
export function failureOf(status: number, code: string | undefined, requestId: string): JsonReply {
  if (status === 401) return { status, json: { detail: 'Invalid API Key' } }
  if (status === 403)
    return {
      status,
      json: { error: { message: 'Request blocked by guardrails', status }, guardrails: { moderation_llm_v2: {} } },
    }
  if (status === 404) return { status, json: { message: 'no Route matched with those values', request_id: requestId } }
  if (status === 422)
    return {
      status,
      json: { detail: [{ type: 'missing', loc: ['body', 'messages'], msg: 'Field required', input: {} }] },
    }
  const known = failures[status] ?? [
    [`The request failed with status ${status}.`, 'internal_server_error', null] satisfies Failure,
  ]
  const [message, type, own] = known.find(([, , one]) => code !== undefined && one === code) ?? known[0]!
  return failed(status, message, type, own === 'context_length' ? null : (code ?? own))
}

/** What Mistral says. */
export const mistralWords: Words = {
  problem: (problem) => ({
    status: 422,
    json: { detail: [{ ...complaint(problem), loc: ['body', ...problem.path], input: null }] },
  }),
  refusal: (message, _param, code) => failed(400, message, 'invalid_request_error', code ?? null),
  unknownModel: (model) => failed(400, `Invalid model: ${model}`, 'invalid_model', '1500'),
  wrongKey: (given) =>
    given === undefined
      ? { status: 401, json: { message: 'No API key found in request', request_id: 'req_emulated' } }
      : { status: 401, json: { detail: 'Invalid API Key' } },
  noRoute: () => ({
    status: 404,
    json: { message: 'no Route matched with those values', request_id: 'req_emulated' },
  }),
  failure: failureOf,
}

/** The error of a thing that is not there, by its name. */
export const missing = (what: string, id: string): JsonReply =>
  failed(404, `${what} ${id} not found`, 'not_found', '1404')
