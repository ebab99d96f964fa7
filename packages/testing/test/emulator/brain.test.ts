import { assert, constantFrom, nat, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { synthesise } from '../../src/emulator/brain/schema.ts'
import { seal, unseal } from '../../src/emulator/brain/seal.ts'
import { think } from '../../src/emulator/brain/think.ts'
import { pieces } from '../../src/emulator/brain/tokens.ts'
import type { Ask } from '../../src/emulator/brain/types.ts'
import { readForm } from '../../src/emulator/http/multipart.ts'

const ask = (more: Partial<Ask> = {}): Ask => ({
  service: 'openai',
  model: 'm',
  system: '',
  messages: [{ role: 'user', text: 'Hi', media: [] }],
  tools: [],
  toolChoice: 'auto',
  parallel: true,
  reasoning: false,
  stop: [],
  serverTools: [],
  documents: [],
  ...more,
})

const tree = {
  $ref: '#/$defs/node',
  $defs: {
    node: {
      type: 'object',
      properties: { name: { type: 'string' }, next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } },
      required: ['name', 'next'],
    },
  },
}

test.each([
  ['const', { const: 7 }, 7],
  ['enum', { enum: ['b', 'a'] }, 'b'],
  ['a union with null', { type: ['null', 'integer'], minimum: 3 }, 3],
  ['exclusive bounds', { type: 'number', exclusiveMinimum: 1, maximum: 1.5 }, 1.5],
  ['a multiple', { type: 'integer', minimum: 5, multipleOf: 4 }, 8],
  ['a maximum below the usual number', { type: 'integer', maximum: 5 }, 5],
  ['the length of a text', { type: 'string', minLength: 9, maxLength: 9 }, 'sample...'],
  ['a format', { type: 'string', format: 'date' }, '2026-01-15'],
  ['the number of items', { type: 'array', items: { type: 'boolean' }, minItems: 2 }, [true, true]],
  ['different items', { type: 'array', items: { enum: ['x', 'y'] }, minItems: 2, uniqueItems: true }, ['x', 'y']],
  ['no item where none is allowed', { type: 'array', items: { type: 'string' }, maxItems: 0 }, []],
  [
    'all of several',
    {
      allOf: [
        { type: 'object', properties: { a: { const: 1 } }, required: ['a'] },
        { properties: { b: { const: 2 } } },
      ],
    },
    { a: 1, b: 2 },
  ],
  [
    'one of several',
    { oneOf: [{ type: 'null' }, { type: 'object', properties: { a: { type: 'boolean' } } }] },
    { a: true },
  ],
  ['an open object', { type: 'object', required: ['k'], additionalProperties: { type: 'integer' } }, { k: 42 }],
])('a value is made for %s', (_name, schema, value) => {
  expect(synthesise(schema)).toEqual(value)
})

test.each(['^[A-Z]{3}-\\d{4}$', '^(red|green)$', '^\\+?[0-9]{2,4}$', '^a.b+c*$', '^[^x]{2}$', '^(?:ab){2}$'])(
  'a text is made for the pattern %s',
  (pattern) => {
    expect(synthesise({ type: 'string', pattern })).toMatch(new RegExp(pattern, 'u'))
  },
)

test('a recursive schema ends, and one that cannot end is refused', () => {
  expect(JSON.stringify(synthesise(tree))).toMatch(/"next":null/u)
  const endless = {
    $ref: '#/$defs/a',
    $defs: { a: { type: 'object', properties: { a: { $ref: '#/$defs/a' } }, required: ['a'] } },
  }
  expect(() => synthesise(endless)).toThrow('without an end')
})

test('pieces join to the text and never cut a character', () => {
  assert(
    property(string({ unit: 'grapheme' }), (text) => {
      const cut = pieces(text)
      expect(cut.join('')).toBe(text)
      expect(cut.every((piece) => piece.isWellFormed())).toBe(true)
    }),
  )
})

test('the same request gets the same answer, another one another', () => {
  expect(think(ask(), undefined)).toEqual(think(ask(), undefined))
  expect(think(ask({ messages: [{ role: 'user', text: 'Hello', media: [] }] }), undefined).text).not.toEqual(
    think(ask(), undefined).text,
  )
})

test('a bound on tokens cuts reasoning first, then text, then the arguments of a call', () => {
  const scripted = {
    reasoning: 'one two three',
    text: 'four five',
    toolCalls: [{ name: 'f', input: { a: 'x'.repeat(100) } }],
  }
  expect(think(ask({ maxTokens: 2 }), scripted)).toMatchObject({
    reasoning: ['one', ' two'],
    text: [],
    calls: [],
    finish: 'length',
  })
  const late = think(ask({ maxTokens: 15 }), scripted)
  expect(late.finish).toBe('length')
  expect(() => JSON.parse(late.calls[0]!.input)).toThrow(SyntaxError)
  expect(late.tokens.output + late.tokens.reasoning).toBeLessThanOrEqual(15)
})

test('a stop sequence ends the text before it, also when it lies across tokens', () => {
  const stopped = think(ask({ stop: ['d e', 'zzz'] }), 'one and end of it')
  expect(stopped).toMatchObject({ stopped: 'd e', finish: 'stop' })
  expect(stopped.text.join('')).toBe('one an')
})

test('sealed text opens only for its scope, and only unchanged', () => {
  const sealed = seal('a', 'grüß dich', 'Eq')
  expect(unseal('a', sealed, 'Eq')).toBe('grüß dich')
  expect(unseal('b', sealed, 'Eq')).toBeUndefined()
  assert(
    property(nat(sealed.length - 1), constantFrom('A', 'b', '_'), (at, letter) => {
      const changed = sealed.slice(0, at) + letter + sealed.slice(at + 1)
      expect(unseal('a', changed, 'Eq')).toBe(changed === sealed ? 'grüß dich' : undefined)
    }),
  )
})

test('a form is read with its repeated fields and binary files, and a broken one is not', () => {
  const body = Buffer.from(
    '--x\r\nContent-Disposition: form-data; name="tags[]"\r\n\r\na\r\n--x\r\nContent-Disposition: form-data; name="tags[]"\r\n\r\nb\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="f.bin"\r\nContent-Type: image/png\r\n\r\n\r\n\u00ff\r\n--x--\r\n',
    'latin1',
  )
  const form = readForm('multipart/form-data; boundary=x', body)
  expect(form!.lists['tags[]']).toEqual(['a', 'b'])
  expect(form!.files[0]).toMatchObject({ filename: 'f.bin', type: 'image/png', bytes: Buffer.from([13, 10, 255]) })
  expect(readForm('multipart/form-data; boundary=x', body.subarray(0, 60))).toBeUndefined()
  expect(readForm('multipart/form-data', body)).toBeUndefined()
})
