import { expect, test } from 'vitest'
import { contextOf } from './context.ts'
import { failedFilm, givenUrl } from '../src/index.ts'

test('a film that failed says which and why', () => {
  const { context } = contextOf()
  expect(failedFilm('f1', { code: 'server', rawCode: 'oom' }, context)).toEqual({
    state: 'failed',
    code: 'server',
    message: 'acme could not make the film f1 (oom); change the prompt or the model.',
    rawCode: 'oom',
  })
  expect(failedFilm('f1', { code: 'server' }, context)).not.toHaveProperty('rawCode')
})

test('media is given by its address or as data, and not by the id of a file', () => {
  const { context } = contextOf()
  expect(givenUrl({ type: 'media', mediaType: 'image/png', url: 'https://a.test/1.png' }, context)).toBe(
    'https://a.test/1.png',
  )
  expect(givenUrl({ type: 'media', mediaType: 'image/png', data: 'aGk=' }, context)).toBe('data:image/png;base64,aGk=')
  const kept = { type: 'media', mediaType: 'image/png', file: { provider: 'acme', id: 'f1' } } as const
  expect(() => givenUrl(kept, context)).toThrow('not by file id')
})
