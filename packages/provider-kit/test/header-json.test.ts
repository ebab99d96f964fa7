import { expect, test } from 'vitest'
import { headerJson } from '../src/header-json.ts'

test('what a header cannot carry is written by its number, and read back as it was', () => {
  const value = { name: 'größer', face: '😀', plain: 'a "b"' }
  const text = headerJson(value)
  expect(text).toBe(String.raw`{"name":"gr\u00f6\u00dfer","face":"\ud83d\ude00","plain":"a \"b\""}`)
  expect(new Headers({ x: text }).get('x')).toBe(text)
  expect(JSON.parse(text)).toEqual(value)
})
