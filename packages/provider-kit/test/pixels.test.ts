import { expect, test } from 'vitest'
import { nearestRatio, pixelsOf } from '../src/index.ts'

test('reads a width and a height, and nothing else', () => {
  expect(pixelsOf('1024x768')).toEqual([1024, 768])
  for (const other of [undefined, 'auto', '1024', '1024x', '2K']) expect(pixelsOf(other)).toBeUndefined()
})

test('finds the nearest ratio, of the usual ones or those that there are', () => {
  expect(nearestRatio([1024, 768])).toBe('4:3')
  expect(nearestRatio([1900, 1080])).toBe('16:9')
  expect(nearestRatio([1024, 768], ['1:1', '16:9'])).toBe('1:1')
})
