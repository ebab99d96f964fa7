import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonArray, ndjson, sse } from '../../src/index.ts'
import type { Decoder } from '../../src/index.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** What a decoder makes of the bytes, cut at these places. */
function decode(make: () => Decoder, whole: Uint8Array, cuts: readonly number[] = []): unknown[] {
  const decoder = make()
  const chunks: unknown[] = []
  let from = 0
  for (const to of [...new Set(cuts)].toSorted((a, b) => a - b)) {
    chunks.push(...decoder.feed(whole.subarray(from, to)))
    from = to
  }
  return [...chunks, ...decoder.feed(whole.subarray(from)), ...decoder.end()]
}

const json = fc.jsonValue({ maxDepth: 2 })
const units = fc.array(fc.oneof(json, fc.string({ unit: 'grapheme' })), { maxLength: 6 })

const framings: readonly (readonly [
  name: string,
  make: () => Decoder,
  write: (units: readonly unknown[]) => string,
])[] = [
  ['sse', sse, (all) => all.map((unit) => `event: x\ndata: ${JSON.stringify(unit)}\n\n`).join('')],
  ['sse with CRLF', sse, (all) => all.map((unit) => `data:${JSON.stringify(unit)}\r\n\r\n`).join('')],
  ['sse with CR', sse, (all) => all.map((unit) => `data: ${JSON.stringify(unit)}\r\r`).join('')],
  [
    'sse with comments and ids',
    sse,
    (all) => all.map((unit) => `: keep-alive\n\nid: 1\nretry: 5\ndata: ${JSON.stringify(unit)}\n\n`).join(''),
  ],
  [
    'sse with a byte order mark',
    sse,
    (all) => `\ufeff${all.map((unit) => `data: ${JSON.stringify(unit)}\n\n`).join('')}`,
  ],
  ['sse without the last blank line', sse, (all) => all.map((unit) => `data: ${JSON.stringify(unit)}`).join('\n\n')],
  ['ndjson', ndjson, (all) => all.map((unit) => `${JSON.stringify(unit)}\n`).join('')],
  ['ndjson with CRLF and empty lines', ndjson, (all) => all.map((unit) => `${JSON.stringify(unit)}\r\n\r\n`).join('')],
  ['ndjson without the last line end', ndjson, (all) => all.map((unit) => JSON.stringify(unit)).join('\n')],
  ['a JSON array', jsonArray, (all) => JSON.stringify(all)],
  [
    'a JSON array with space',
    jsonArray,
    (all) => `\ufeff\n[\n ${all.map((unit) => JSON.stringify(unit, undefined, 1)).join('\r\n,\r\n')} ]\n`,
  ],
]

describe.each(framings)('%s', (_name, make, write) => {
  test('gives the same chunks however the bytes are cut', () => {
    fc.assert(
      fc.property(units, fc.array(fc.nat()), (all, places) => {
        const whole = bytes(write(all))
        const cuts = places.map((place) => place % (whole.length + 1))
        expect(decode(make, whole, cuts)).toEqual(JSON.parse(JSON.stringify(all)))
      }),
    )
  })

  test('gives the same chunks byte by byte, also inside a character', () => {
    const all = [{ text: 'a é – 🥧' }, '\u2028', 'x']
    const whole = bytes(write(all))
    expect(decode(make, whole, Array.from(whole.keys()))).toEqual(all)
  })
})

test('sse leaves [DONE] out, and whatever follows it', () => {
  expect(decode(sse, bytes('data: 1\n\ndata: [DONE]\n\ndata: 2\n\n'))).toEqual([1])
})

test('sse joins the lines of one event, and passes over events without data', () => {
  expect(decode(sse, bytes('event: ping\n\ndata: {"a":\ndata: 1}\n\ndata:\n\n'))).toEqual([{ a: 1 }])
})

test.each([
  ['sse', sse, (text: string) => `data: ${text}\n\n`],
  ['ndjson', ndjson, (text: string) => `${text}\n`],
  ['a JSON array', jsonArray, (text: string) => `[${text}]`],
] as const)('%s takes a unit of 10 MB in pieces of 16 KiB', (_name, make, write) => {
  const big = 'ü'.repeat(5 * 1024 * 1024)
  const whole = bytes(write(JSON.stringify({ big })))
  const cuts = Array.from({ length: Math.floor(whole.length / 16_384) }, (_, at) => (at + 1) * 16_384)
  const [chunk] = decode(make, whole, cuts) as [{ big: string }]
  expect(chunk.big === big).toBe(true)
})

test.each([
  ['sse', sse, 'data: {"half": tru\n\n'],
  ['ndjson', ndjson, '{"half": tru\n'],
  ['a JSON array', jsonArray, '[{"half": tru}]'],
] as const)('%s refuses a unit that is not JSON without quoting it', (_name, make, text) => {
  expect(() => decode(make, bytes(text))).toThrow(
    expect.objectContaining({ code: 'bad-response', message: expect.not.stringContaining('half') }),
  )
})

test('a JSON array gives each element as soon as it is complete', () => {
  const decoder = jsonArray()
  expect(decoder.feed(bytes('[{"a":[1,"]"]},{"b"'))).toEqual([{ a: [1, ']'] }])
  expect(decoder.feed(bytes(':2}'))).toEqual([])
  expect(decoder.feed(bytes(']'))).toEqual([{ b: 2 }])
})

test('a JSON array reads a body that is none as one chunk, an error say', () => {
  expect(decode(jsonArray, bytes('{"error":{"code":429}}'), [5])).toEqual([{ error: { code: 429 } }])
})

test('a JSON array that does not end simply stops', () => {
  expect(decode(jsonArray, bytes('[1,2,{"a":'))).toEqual([1, 2])
})

test('a JSON array refuses what follows its end', () => {
  expect(() => decode(jsonArray, bytes('[1] 2'))).toThrow('after the end')
})
