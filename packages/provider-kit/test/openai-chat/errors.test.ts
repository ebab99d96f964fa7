import { expect, test } from 'vitest'
import { openaiError, openaiErrors, readErrorBody } from '../../src/index.ts'

test.each([
  [
    'the envelope',
    { error: { message: 'm', type: 't', param: 'p', code: 'c' } },
    { message: 'm', type: 't', param: 'p', code: 'c' },
  ],
  [
    'no envelope',
    { message: 'm', type: 't', param: 'p', code: 'c' },
    { message: 'm', type: 't', param: 'p', code: 'c' },
  ],
  ['words for an envelope', { error: 'm', error_type: 'overloaded' }, { message: 'm' }],
  ['a code beside the words', { code: 'invalid-argument', error: 'm' }, { message: 'm', code: 'invalid-argument' }],
  ['a list of words', { error: ['a', 'b'] }, { message: 'a; b' }],
  ['a list of errors', [{ error: { message: 'm' } }], { message: 'm' }],
  ['a number for a code', { error: { message: 'm', code: 429 } }, { message: 'm', status: 429 }],
  ['a status as text', { error: { message: 'm', code: '503', type: 'None' } }, { message: 'm', status: 503 }],
  ['a status beside', { error: { message: 'm' }, status_code: 500 }, { message: 'm', status: 500 }],
  ['a detail', { detail: 'm' }, { message: 'm' }],
  ['a detail that is an object', { detail: { error: 'm' } }, { message: 'm' }],
  [
    'the complaints of a validator',
    { detail: [{ loc: ['body', 'store'], msg: 'Extra inputs', type: 'x' }] },
    { message: 'body.store: Extra inputs' },
  ],
  [
    'complaints for a message',
    { object: 'error', message: { detail: [{ loc: ['a'], msg: 'm' }] } },
    { message: 'a: m' },
  ],
  ['plain text', 'Not Found', { message: 'Not Found' }],
  ['a request id', { error: { message: 'm' }, request_id: 'r' }, { message: 'm', requestId: 'r' }],
  ['nothing', null, {}],
])('reads %s', (_name, body, read) => expect(readErrorBody(body)).toMatchObject(read))

test.each([
  [400, { error: { code: 'context_length_exceeded' } }, 'context-length'],
  [400, { error: { message: "This model's maximum context length is 8192 tokens." } }, 'context-length'],
  [400, { error: { code: 'unsupported_parameter', param: 'stop' } }, 'unsupported'],
  [400, { error: { message: "'stop' is not supported with this model" } }, 'unsupported'],
  [405, { error: { message: 'Tool calling is not supported for model: x' } }, 'unsupported'],
  [400, { error: { code: 'model_not_found' } }, 'not-found'],
  [429, { error: { type: 'insufficient_quota', code: 'insufficient_quota' } }, 'quota'],
  [429, { error: { code: 'rate_limit_exceeded' } }, 'rate-limit'],
  [401, { error: { type: 'invalid_request_error', code: 'invalid_api_key' } }, 'auth'],
  [400, { error: { code: 'content_filter' } }, 'content-filter'],
  [400, { error: { code: 'invalid_value', message: 'm' } }, undefined],
  [500, { error: { message: 'the context window of our server' } }, undefined],
] as const)('%s %j is %s', (status, body, code) => expect(openaiError(status, body).code).toBe(code))

test('says status, code, field and sentence of an error that has no status of its own', () => {
  expect(openaiError(undefined, { error: { message: 'Slow down', code: 429, type: 'tokens', param: 'x' } })).toEqual({
    rawCode: 'tokens',
    detail: 'Slow down',
    field: 'x',
    status: 429,
  })
})

test("lets a service's own words go before the family's", () => {
  const read = openaiErrors({ rate_limit_exceeded: 'overloaded', odd: 'server' })
  expect(read(429, { error: { code: 'rate_limit_exceeded' } }).code).toBe('overloaded')
  expect(read(400, { error: { type: 'odd' } }).code).toBe('server')
})
