import { expect, test } from 'vitest'
import { readError } from '../src/errors.ts'

const codeOf = (status: number | undefined, error: object): string | undefined => readError(status, { error }).code

test('tells quota from rate limit, though both are a 429', () => {
  expect(codeOf(429, { type: 'insufficient_quota', code: 'insufficient_quota' })).toBe('quota')
  expect(codeOf(429, { type: 'tokens', code: 'rate_limit_exceeded' })).toBe('rate-limit')
})

test('takes the policies for content filters, wherever they speak', () => {
  for (const code of [
    'invalid_prompt',
    'bio_policy',
    'misalignment_policy_violation',
    'image_content_policy_violation',
    'moderation_blocked',
  ]) {
    expect([code, codeOf(undefined, { code })]).toEqual([code, 'content-filter'])
  }
})

test('takes a picture that is none for a mistake of the request', () => {
  expect(codeOf(400, { type: 'invalid_request_error', code: 'invalid_image_url' })).toBe('invalid-request')
  expect(codeOf(undefined, { code: 'image_too_large' })).toBe('invalid-request')
})

test('leaves what it does not know to the status, and inside a 200 to the type', () => {
  expect(codeOf(404, { type: 'invalid_request_error', code: 'fine_tune_not_found' })).toBeUndefined()
  expect(codeOf(undefined, { type: 'invalid_request_error', code: null, message: 'No.' })).toBe('invalid-request')
})

test('keeps the words of the service as detail, raw code and field', () => {
  expect(
    readError(400, {
      error: { message: 'Bad.', type: 'invalid_request_error', param: 'tools[0]', code: 'invalid_value' },
    }),
  ).toEqual({
    rawCode: 'invalid_value',
    detail: 'Bad.',
    field: 'tools[0]',
  })
})
