import type { ModelInfo } from '@llmrr/core'
import { expect, test } from 'vitest'
import { changesBetween, formatChanges } from '../src/changes.ts'

const sound: ModelInfo = {
  id: 'acme-1',
  capabilities: ['chat'],
  contextWindow: 1000,
  price: { prices: { input: 1, output: 2 }, source: 'models.dev', asOf: '2026-07-01' },
  source: 'models.dev',
  asOf: '2026-07-01',
}
const lines = (before: readonly ModelInfo[], after: readonly ModelInfo[]) =>
  formatChanges(changesBetween(before, after))
const change = (more: object) => lines([sound], [{ ...sound, ...more }])

test('when and where the facts were read is no change', () => {
  expect(change({ asOf: '2026-12-01', source: 'elsewhere', price: { ...sound.price, asOf: '2026-12-01' } })).toEqual([])
})

test('new and gone models', () => {
  expect(lines([sound], [{ ...sound, id: 'acme-2' }])).toEqual([
    '  new       acme-2: chat, 1000 tokens, USD 1 in, 2 out',
    '  gone      acme-1',
  ])
})

test('retired', () => {
  expect(change({ retires: '2027-01-01' })).toEqual(['  retired   acme-1: retires unknown -> 2027-01-01'])
})

test('repriced: a meter, a tier, a factor', () => {
  const price = {
    prices: { input: 3, output: 2 },
    above: [{ input: 500, prices: { input: 6 } }],
    factors: { batch: 0.5 },
    source: 'x',
    asOf: '2026-12-01',
  }
  expect(change({ price })).toEqual([
    '  repriced  acme-1: input 1 -> 3, input above 500 unknown -> 6, factor batch unknown -> 0.5',
  ])
})

test('repriced: no price any more', () => {
  expect(change({ price: undefined })).toEqual(['  repriced  acme-1: input 1 -> unknown, output 2 -> unknown'])
})

test('changed limits', () => {
  expect(change({ contextWindow: 2000, maxOutput: 5 })).toEqual([
    '  limits    acme-1: contextWindow 1000 -> 2000, maxOutput unknown -> 5',
  ])
})

test('anything else', () => {
  expect(change({ features: ['tools'] })).toEqual(['  changed   acme-1: features unknown -> ["tools"]'])
  expect(change({ quality: { coding: { value: 5, source: 'x', asOf: '2026-01-01' } } })).toEqual([
    '  changed   acme-1: quality',
  ])
})
