import { describe, expect, test } from 'vitest'
import { goDuration, openaiLimits, readLimits, resetMs, retryAfter } from '../src/index.ts'

const now = Date.UTC(2026, 10, 22, 12)
const headers = (values: Record<string, string>) => new Headers(values)

describe('goDuration', () => {
  test.each([
    ['43.2s', 43_200],
    ['20m9.6s', 1_209_600],
    ['2h3m', 7_380_000],
    ['30ms', 30],
    ['1m0s', 60_000],
    ['12', undefined],
    ['1 s', undefined],
    ['', undefined],
  ])('%s', (text, ms) => expect(goDuration(text)).toBe(ms))
})

describe('resetMs', () => {
  test.each([
    ['7.66s', 7660],
    ['12', 12_000],
    ['0.5', 500],
    [String((now + 5000) / 1000), 5000],
    [String(now + 5000), 5000],
    ['2026-11-22T12:00:09Z', 9000],
    ['Sun, 22 Nov 2026 12:00:09 GMT', 9000],
    ['2026-11-22T11:00:00Z', 0],
    ['soon', undefined],
    [null, undefined],
  ])('%s', (text, ms) => expect(resetMs(text, now)).toBe(ms))
})

describe('retryAfter', () => {
  test.each<[string, Record<string, string>, string | undefined, number | undefined]>([
    ['milliseconds go before seconds', { 'retry-after-ms': '250', 'retry-after': '9' }, undefined, 250],
    ['Azure has a name of its own for them', { 'x-ms-retry-after-ms': '300' }, undefined, 300],
    ['seconds', { 'retry-after': '7' }, undefined, 7000],
    [
      'a date is measured from the reply',
      { 'retry-after': 'Sun, 22 Nov 2026 15:00:09 GMT', date: 'Sun, 22 Nov 2026 15:00:00 GMT' },
      undefined,
      9000,
    ],
    ['a date alone is measured from now', { 'retry-after': 'Sun, 22 Nov 2026 12:00:09 GMT' }, undefined, 9000],
    ['a date that is past', { 'retry-after': 'Sun, 22 Nov 2026 11:00:00 GMT' }, undefined, 0],
    ['the words of the error', {}, 'Please try again in 1m7.66s. Visit us.', 67_660],
    ['the words, in seconds', {}, 'Retry after 20 seconds', 20_000],
    ['at most ten minutes', { 'retry-after': '86400' }, undefined, 600_000],
    ['nothing', { 'retry-after': 'soon' }, 'Try harder.', undefined],
  ])('%s', (_name, values, text, ms) => expect(retryAfter(headers(values), undefined, text, now)).toBe(ms))

  test('the reset of the limit that is used up, not of another', () => {
    const limits = { requests: { remaining: 9, resetMs: 1 }, tokens: { remaining: 0, resetMs: 1200 } }
    expect(retryAfter(headers({}), limits, undefined, now)).toBe(1200)
  })
})

test('reads what the headers tell of each limit, and leaves the rest out', () => {
  const told = headers({
    'x-ratelimit-limit-requests': '1000',
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-reset-requests': '2h3m',
    'x-ratelimit-remaining-tokens': '5',
    'x-ratelimit-limit-tokens': 'unlimited',
  })
  expect(readLimits(told, openaiLimits, now)).toEqual({
    requests: { limit: 1000, remaining: 0, resetMs: 7_380_000 },
    tokens: { remaining: 5 },
  })
  expect(readLimits(headers({}), openaiLimits, now)).toBeUndefined()
})

test('a number that is no safe integer is no limit', () => {
  const told = headers({
    'x-ratelimit-remaining-requests': '14399',
    'x-ratelimit-remaining-tokens': '9223372036854767616',
  })
  expect(readLimits(told, openaiLimits, now)).toEqual({ requests: { remaining: 14_399 } })
})

test('a limit below 0 is not known', () => {
  const told = headers({
    'x-ratelimit-limit-requests': '-1',
    'x-ratelimit-remaining-requests': '-1',
    'x-ratelimit-reset-requests': '0',
    'x-ratelimit-remaining-tokens': '5',
  })
  expect(readLimits(told, openaiLimits, now)).toEqual({ tokens: { remaining: 5 } })
})

test('of several names for one header, the first that is there counts', () => {
  const told = headers({ 'x-tokenlimit-limit': '900', 'x-left': '3', 'x-left-too': '4' })
  const names = {
    tokens: [
      ['x-ratelimit-limit-tokens', 'x-tokenlimit-limit'],
      ['x-left', 'x-left-too'],
    ],
  } as const
  expect(readLimits(told, names, now)).toEqual({ tokens: { limit: 900, remaining: 3 } })
})
