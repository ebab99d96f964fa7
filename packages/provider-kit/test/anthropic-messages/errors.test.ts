import { expect, test } from 'vitest'
import { readMessagesError } from '../../src/dialects/anthropic-messages/errors.ts'

const error = (type: string, message = 'No.', error_code?: string) => ({
  type: 'error',
  error: { type, message, ...(error_code !== undefined && { details: { error_code } }) },
  request_id: 'req_1',
})

test.each([
  ['authentication_error', 'auth', 401],
  ['billing_error', 'quota', 402],
  ['permission_error', 'permission', 403],
  ['not_found_error', 'not-found', 404],
  ['conflict_error', 'server', 409],
  ['request_too_large', 'context-length', 413],
  ['rate_limit_error', 'rate-limit', 429],
  ['api_error', 'server', 500],
  ['timeout_error', 'timeout', 504],
  ['overloaded_error', 'overloaded', 529],
])('reads %s as %s, in a stream with the status that it stands for', (type, code, status) => {
  expect(readMessagesError(undefined, error(type))).toEqual({
    code,
    status,
    rawCode: type,
    detail: 'No.',
    requestId: 'req_1',
  })
  expect(readMessagesError(status, error(type))).not.toHaveProperty('status')
})

test.each([
  ['prompt is too long: 3333404 tokens > 200000 maximum', 'context-length'],
  ['input length and `max_tokens` exceed context limit: 199211 + 20000 > 200000', 'context-length'],
  ['Your credit balance is too low to access the Anthropic API.', 'quota'],
  ['You have reached your specified API usage limits. You will regain access on 2026-12-01.', 'quota'],
  ['Output blocked by content filtering policy', 'content-filter'],
  ['`temperature` is deprecated for this model.', 'unsupported'],
  ["role 'system' is not supported on this model", 'unsupported'],
  ['This model does not support assistant message prefill.', 'unsupported'],
  ['seed: Extra inputs are not permitted', 'invalid-request'],
  ['Too many strict tools (21). The maximum number of strict tools supported is 20.', 'invalid-request'],
])('tells bad requests apart by what they say: %s', (message, code) => {
  expect(readMessagesError(400, error('invalid_request_error', message))).toMatchObject({ code })
})

test.each([
  ['enforced_spend_limit_reached', 'quota'],
  ['contract_spend_limit_reached', 'quota'],
  ['ramp_limit_exceeded', 'rate-limit'],
  ['a_new_code', 'rate-limit'],
])('goes by the stable code %s first', (stable, code) => {
  expect(readMessagesError(429, error('rate_limit_error', 'No.', stable))).toMatchObject({ code, rawCode: stable })
})

test('leaves what it does not know to the status', () => {
  expect(readMessagesError(503, '<html></html>')).toEqual({})
  expect(readMessagesError(503, error('cmek_error'))).toEqual({
    rawCode: 'cmek_error',
    detail: 'No.',
    requestId: 'req_1',
  })
})
