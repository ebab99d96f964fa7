import { expect, test } from 'vitest'
import { bearer, fromEnv, headersFromEnv, keyHeader, read } from '../src/index.ts'
import { contextOf } from './context.ts'
import { virtualHost } from '@llmrr/testing/host'

const host = virtualHost({ env: { B: 'from b', C: 'from c', EMPTY: '', HEADERS: 'X-A: 1\nno colon\n X-B : a:b \n' } })
const request = { method: 'POST', url: 'https://a.test', headers: {}, refused: false }

test('takes what is configured, then the first variable that is set, then the fallback', () => {
  expect(read(fromEnv('given', ['B'], 'else'), host)).toBe('given')
  expect(read(fromEnv(undefined, ['A', 'EMPTY', 'B', 'C'], 'else'), host)).toBe('from b')
  expect(read(fromEnv(undefined, ['A'], 'else'), host)).toBe('else')
  expect(read(fromEnv(undefined, ['A']), host)).toBeUndefined()
})

test('reads headers of a variable line by line', () => {
  expect(headersFromEnv('HEADERS')(host)).toEqual({ 'x-a': '1', 'x-b': 'a:b' })
})

test('reads a key when it is needed, from a function, a value or the environment', async () => {
  const { context } = contextOf({ host })
  expect(await bearer(async () => ' fetched\n', 'B')(request, context)).toEqual({ authorization: 'Bearer fetched' })
  expect(await bearer('given', 'B')(request, context)).toEqual({ authorization: 'Bearer given' })
  expect(await keyHeader('x-api-key', undefined, 'A', 'B')(request, context)).toEqual({ 'x-api-key': 'from b' })
})

test('a key function that fails is a credential that is missing, and what it said is not repeated', async () => {
  const { context } = contextOf({ host })
  const failing = bearer(async () => {
    throw new Error('vault refused sk-secret')
  })
  await expect(async () => failing(request, context)).rejects.toMatchObject({
    code: 'auth',
    retry: 'other',
    message: 'The apiKey function of acme failed; see "cause", and mend it.',
  })
})

test('says which variables to set when there is no key', async () => {
  const { context } = contextOf({ host })
  await expect(async () => bearer(undefined, 'A', 'EMPTY')(request, context)).rejects.toMatchObject({
    code: 'auth',
    message: expect.stringContaining('set A or EMPTY'),
  })
})
