import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { thinkSplitter } from '../src/index.ts'

/** Reasoning and text of an answer, fed in these pieces. */
function split(...pieces: readonly string[]): { reasoning: string; text: string } {
  const splitter = thinkSplitter()
  const out = { reasoning: '', text: '' }
  for (const { kind, text } of [...pieces.flatMap((piece) => splitter.feed(piece)), ...splitter.end()])
    out[kind] += text
  return out
}

test.each([
  ['<think>Hm.</think>Yes.', 'Hm.', 'Yes.'],
  ['\n<think>\nHm.\nOr not.\n</think>\n\n Yes. ', 'Hm.\nOr not.', 'Yes. '],
  ['<think></think>Yes.', '', 'Yes.'],
  ['<think>cut off', 'cut off', ''],
  ['<think>1 < 2 </thin', '1 < 2 </thin', ''],
  ['Yes <think>no</think>', '', 'Yes <think>no</think>'],
  ['<thinking>', '', '<thinking>'],
  ['<thi', '', '<thi'],
  ['  plain', '', '  plain'],
  ['<think>a</think>b</think>c', 'a', 'b</think>c'],
  ['', '', ''],
])('%j', (whole, reasoning, text) => expect(split(whole)).toEqual({ reasoning, text }))

test('splits the same however the text is cut', () => {
  const piece = fc.constantFrom('<think>', '</think>', '<thi', '</', '<', '\n', ' ', 'a', 'é🥧', 'nk>')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.array(fc.nat(60)), (pieces, cuts) => {
      const whole = pieces.join('')
      const places = [...new Set(cuts.map((cut) => cut % (whole.length + 1)))].toSorted((a, b) => a - b)
      const parts = [0, ...places].map((from, at) => whole.slice(from, places[at] ?? whole.length))
      expect(split(...parts)).toEqual(split(whole))
    }),
  )
})

test('gives reasoning and text as they come', () => {
  const splitter = thinkSplitter()
  expect(splitter.feed('<think>One ')).toEqual([{ kind: 'reasoning', text: 'One' }])
  expect(splitter.feed('two</')).toEqual([{ kind: 'reasoning', text: ' two' }])
  expect(splitter.feed('think>\n\nYes')).toEqual([{ kind: 'text', text: 'Yes' }])
  expect(splitter.feed(' no')).toEqual([{ kind: 'text', text: ' no' }])
})
