import { expect, test } from 'vitest'
import { inOurWords, modalities } from '../src/index.ts'

test('words are ours, each once, and unknown ones are left out', () => {
  expect(inOurWords(['text', 'file', 'smell', 'constructor', 'document', 'speech'], modalities)).toEqual([
    'text',
    'document',
    'audio',
  ])
  expect(inOurWords(undefined, modalities)).toEqual([])
})
