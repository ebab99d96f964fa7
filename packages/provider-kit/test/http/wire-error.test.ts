import { expect, test } from 'vitest'
import { codeOfStatus, wireError } from '../../src/index.ts'
import { contextOf } from '../context.ts'

const { context } = contextOf()

test.each([
  [400, 'invalid-request'],
  [401, 'auth'],
  [402, 'quota'],
  [403, 'permission'],
  [404, 'not-found'],
  [408, 'timeout'],
  [410, 'not-found'],
  [413, 'context-length'],
  [418, 'invalid-request'],
  [422, 'invalid-request'],
  [424, 'server'],
  [429, 'rate-limit'],
  [498, 'overloaded'],
  [500, 'server'],
  [502, 'server'],
  [503, 'overloaded'],
  [504, 'timeout'],
  [520, 'server'],
  [529, 'overloaded'],
  [undefined, 'server'],
  [302, 'bad-response'],
] as const)('%s is %s', (status, code) => expect(codeOfStatus(status)).toBe(code))

test('names provider, code, status and field in one sentence, and never what the service said', () => {
  const error = wireError(
    { code: 'unsupported', rawCode: 'unsupported_parameter', field: 'stop', detail: 'You wrote: hello' },
    context,
    { status: 400 },
  )
  expect(error.message).toBe(
    'acme answered unsupported (400, unsupported_parameter, field stop): use another model or leave that out; see error.detail for its own words.',
  )
  expect(JSON.stringify(error)).not.toContain('hello')
  expect(error.detail).toBe('You wrote: hello')
})

test('leaves out a code and a field that are sentences, since they may quote the request', () => {
  const error = wireError({ rawCode: 'what\nyou said', field: 'x'.repeat(200) }, context, { status: 400 })
  expect(error).not.toHaveProperty('rawCode')
  expect(error).not.toHaveProperty('field')
})

test('takes the status that the body names, and what the model had written, without credentials', () => {
  const details = { status: 429, partial: [{ type: 'text' as const, text: 'secret-1234 and more' }] }
  const error = wireError(details, context, { secrets: ['secret-1234'] })
  expect(error).toMatchObject({
    code: 'rate-limit',
    status: 429,
    partial: [{ type: 'text', text: '[credential] and more' }],
  })
})
