import type { ModelInfo } from '@llmrr/core'
import { describe, expect, test } from 'vitest'
import { buildCatalogue } from '../src/build.ts'
import { factProblems, isDate } from '../src/facts.ts'
import { model, overrides } from './source-files.ts'

const sound: ModelInfo = { id: 'acme-1', capabilities: ['chat'], source: 'models.dev', asOf: '2026-07-01' }
const price = { prices: { input: 1 }, source: 'models.dev', asOf: '2026-07-01' }

test('nothing is wrong with a sound model', () => {
  expect(factProblems([{ ...sound, price, retires: '2026', successor: 'acme-1' }])).toEqual([])
})

describe('a retired model without a date', () => {
  const source = {
    source: 'models.dev',
    asOf: '2026-07-01',
    digest: 'x',
    models: { 'acme-1': model({ status: 'deprecated' }) },
  }

  test('is a problem', () => {
    expect(buildCatalogue(source, undefined).problems).toEqual([
      'acme-1: is deprecated in the source but has no date; an override has to give "retires" or "deprecated"',
    ])
  })

  test('is none once an override has the date', () => {
    expect(buildCatalogue(source, overrides({ models: ['acme-1'], set: { retires: '2026-09' } })).problems).toEqual([])
  })

  test('is also one that has a successor only', () => {
    expect(factProblems([{ ...sound, successor: 'acme-1' }])[0]).toContain('has a successor but no date')
  })
})

describe('a price without a unit', () => {
  const prices = { 'x-glances': 1 } as const

  test('is a problem', () => {
    expect(factProblems([{ ...sound, price: { ...price, prices } }])).toEqual([
      'acme-1: a price of "x-glances" has no unit; meters with a unit are in tooling/catalogue/src/units.ts',
    ])
  })

  test('is one in a tier of long prompts as well', () => {
    expect(factProblems([{ ...sound, price: { ...price, above: [{ input: 5, prices }] } }])).toHaveLength(1)
  })
})

test.each<[object, string]>([
  [{ capabilities: [] }, 'nothing tells what it can be used for'],
  [{ capabilities: ['sing'] }, 'unknown capability "sing"'],
  [{ input: ['smell'] }, 'unknown modality "smell"'],
  [{ features: ['magic'] }, 'unknown feature "magic"'],
  [{ efforts: ['heroic'] }, 'unknown effort "heroic"'],
  [{ released: '2025-02-31' }, '"released" is no date: "2025-02-31"'],
  [{ released: '2026-02-01', retires: '2026-01-01' }, 'retires before it was released'],
  [{ retires: '2026-01-01', successor: 'acme-9' }, 'its successor "acme-9" is not in the catalogue'],
  [{ contextWindow: 0 }, '"contextWindow" is no number of tokens: 0'],
  [{ source: '' }, 'has no source'],
  [{ asOf: '2026-07' }, 'has no date (YYYY-MM-DD)'],
  [{ price: { ...price, asOf: '' } }, 'price has no date (YYYY-MM-DD)'],
  [{ price: { ...price, prices: { input: -1 } } }, 'the price of "input" is no amount: -1'],
  [{ price: { ...price, factors: { batch: 0 } } }, 'the factor "batch" is 0'],
  [{ regions: { value: ['eu'], source: '', asOf: '2026-07-01' } }, 'regions has no source'],
  [{ quality: { coding: { value: 1, source: 'x', asOf: 'now' } } }, 'quality coding has no date (YYYY-MM-DD)'],
])('%j', (more, problem) => {
  expect(factProblems([{ ...sound, ...more }])[0]).toContain(`acme-1: ${problem}`)
})

test('an id that stands twice', () => {
  expect(factProblems([sound, sound])).toEqual(['an id stands twice in the list'])
})

test('dates may lack the day and the month, but have to exist', () => {
  expect(['2026', '2026-02', '2026-02-28'].every(isDate)).toBe(true)
  expect(['2026-2', '2026-13', '2026-02-30', '26', 2026].some(isDate)).toBe(false)
})
