import { expect, test } from 'vitest'
import { mistralCallId } from '../src/index.ts'

test('keeps an id of nine letters and digits', () => {
  expect(mistralCallId('aX2gaLIyo')).toBe('aX2gaLIyo')
})

test('makes other ids anew, always in the same way and each its own', () => {
  const ids = ['call_1', 'call_2', 'toolu_01A09q90qw90lq917835lq9', 'chatcmpl-tool-9f149c74c42f265b', '', 'abc', '九']
  const made = ids.map(mistralCallId)
  for (const id of made) expect(id).toMatch(/^[A-Za-z0-9]{9}$/)
  expect(new Set(made).size).toBe(ids.length)
  expect(made).toEqual(ids.map(mistralCallId))
})
