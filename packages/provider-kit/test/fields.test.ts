import { expect, test } from 'vitest'
import { filled, mediaOf, perMillion, renamed, reportedCost } from '../src/index.ts'

test('fields go under the names of the service, in the order of the names; unset ones and strangers stay out', () => {
  const fields = renamed({ b: 0, a: null, c: undefined, d: 1 }, { a: 'x', b: 'y', c: 'z' })
  expect(Object.entries(fields)).toEqual([
    ['x', null],
    ['y', 0],
  ])
})

test('an object of which nothing is left is none', () => {
  expect(filled({ a: undefined, b: false })).toStrictEqual({ b: false })
  expect(filled({ a: undefined })).toBeUndefined()
})

test('a reported cost of nothing is a cost', () => {
  expect(reportedCost(0)).toEqual({ cost: { usd: 0, source: 'reported' } })
  expect(reportedCost(null)).toEqual({})
})

test('a price of a million tokens shows no error of a fraction', () => {
  expect(perMillion('0.00000059')).toBe(0.59)
  expect(perMillion(1.1e-7)).toBe(0.11)
})

test('a data: URL is media by its data and its own type, an address by the type that is given', () => {
  expect(mediaOf('data:image/svg+xml;charset=utf-8;base64,QQ==', 'image/*')).toEqual({
    type: 'media',
    mediaType: 'image/svg+xml',
    data: 'QQ==',
  })
  expect(mediaOf('data:;base64,QQ==', 'image/*')).toEqual({ type: 'media', mediaType: 'image/*', data: 'QQ==' })
  expect(mediaOf('https://a.test/b', 'image/*')).toEqual({
    type: 'media',
    mediaType: 'image/*',
    url: 'https://a.test/b',
  })
})
