import type { Limit, Limits } from '@llmrr/core'

/** Reads headers by name. */
export type HeaderReader = Pick<Headers, 'get'>

const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 }

/** Milliseconds of a duration as Go writes it: `1m30.5s`, `12ms`, `2h3m`. `undefined` for anything else. */
export function goDuration(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|h|m|s))+$/.test(text)) return undefined
  let total = 0
  for (const [, value, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)) total += Number(value) * units[unit!]!
  return total
}

/**
 * Milliseconds until a reset that a header names: a Go duration, an RFC 3339 or HTTP date, seconds from now, or an epoch
 * (seconds or milliseconds). `undefined` when it is none of them.
 */
export function resetMs(text: string | null, now: number): number | undefined {
  if (!text) return undefined
  const duration = goDuration(text)
  if (duration !== undefined) return duration
  if (/^\d+(?:\.\d+)?$/.test(text)) {
    const value = Number(text)
    if (value > 1e12) return Math.max(0, value - now)
    if (value > 1e9) return Math.max(0, value * 1000 - now)
    return value * 1000
  }
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** A header's name, or several, of which the first that is there counts. */
type Name = string | readonly string[]

/** How a service spells its limit headers: for each dimension the names of limit, remaining and, where it tells, reset. */
export type LimitHeaders = Readonly<Record<string, readonly [limit: Name, remaining: Name, reset?: Name]>>

const valueOf = (headers: HeaderReader, names: Name): string | null => {
  if (typeof names === 'string') return headers.get(names)
  for (const name of names) {
    const value = headers.get(name)
    if (value !== null) return value
  }
  return null
}

const number = (text: string | null): number | undefined =>
  text === null || text === '' || Number.isNaN(Number(text)) ? undefined : Number(text)

/** `x-ratelimit-limit-requests` and its kin, of OpenAI and those who follow it. */
export const openaiLimits: LimitHeaders = {
  requests: ['x-ratelimit-limit-requests', 'x-ratelimit-remaining-requests', 'x-ratelimit-reset-requests'],
  tokens: ['x-ratelimit-limit-tokens', 'x-ratelimit-remaining-tokens', 'x-ratelimit-reset-tokens'],
}

const isCount = (value: number): boolean => value >= 0 && value <= Number.MAX_SAFE_INTEGER

/**
 * The limits that the headers of a reply tell; `undefined` when they tell none. A number below 0 says that it is not known,
 * and one that is no safe integer (Cerebras counts down from 2^63) that there is no limit.
 */
export function readLimits(headers: HeaderReader, names: LimitHeaders, now: number): Limits | undefined {
  let limits: Record<string, Limit> | undefined
  for (const [dimension, [limitName, remainingName, resetName]] of Object.entries(names)) {
    const limit = number(valueOf(headers, limitName))
    const remaining = number(valueOf(headers, remainingName))
    const reset = resetName === undefined ? undefined : resetMs(valueOf(headers, resetName), now)
    if (limit === undefined && remaining === undefined && reset === undefined) continue
    if (!isCount(limit ?? 0) || !isCount(remaining ?? 0)) continue
    limits ??= {}
    limits[dimension] = {
      ...(limit !== undefined && { limit }),
      ...(remaining !== undefined && { remaining }),
      ...(reset !== undefined && { resetMs: reset }),
    }
  }
  return limits
}

const maxWait = 600_000

/**
 * How long the service asks to wait, in milliseconds, at most ten minutes. In this order: `retry-after-ms`,
 * `x-ms-retry-after-ms`, `retry-after` (seconds, or a date against the reply's own `date`), the reset of an exhausted limit,
 * "try again in 1.2s" in the text.
 */
export function retryAfter(
  headers: HeaderReader,
  limits: Limits | undefined,
  text: string | undefined,
  now: number,
): number | undefined {
  const wait = asked(headers, limits, text, now)
  return wait === undefined ? undefined : Math.min(maxWait, Math.max(0, wait))
}

function asked(
  headers: HeaderReader,
  limits: Limits | undefined,
  text: string | undefined,
  now: number,
): number | undefined {
  const inMs = number(headers.get('retry-after-ms')) ?? number(headers.get('x-ms-retry-after-ms'))
  if (inMs !== undefined) return inMs
  const plain = headers.get('retry-after')
  if (plain !== null) {
    const seconds = number(plain)
    if (seconds !== undefined) return seconds * 1000
    const at = Date.parse(plain)
    const from = Date.parse(headers.get('date') ?? '')
    if (!Number.isNaN(at)) return at - (Number.isNaN(from) ? now : from)
  }
  for (const limit of Object.values(limits ?? {}))
    if (limit.remaining === 0 && limit.resetMs !== undefined) return limit.resetMs
  const said = /(?:try again|retry) (?:in|after) ([\dhms.]+)\b/i.exec(text ?? '')?.[1]?.replace(/\.$/, '')
  return said === undefined ? undefined : (goDuration(said) ?? resetMs(said, now))
}
