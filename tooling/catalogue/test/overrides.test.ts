import type { ModelInfo } from '@llmrr/core'
import { describe, expect, test } from 'vitest'
import { buildCatalogue } from '../src/build.ts'
import type { SourceText } from '../src/source.ts'
import { model, overrides } from './source-files.ts'

const source = (models: SourceText['models']): SourceText => ({
  source: 'models.dev',
  asOf: '2026-07-01',
  digest: 'x',
  models,
})
const two = source({ 'acme-1': model(), 'acme-2': model({ cost: { input: 4, output: 16 } }) })
const build = (...list: object[]) => buildCatalogue(two, overrides(...list))
const one = (...list: object[]): ModelInfo | undefined => build(...list).models.find(({ id }) => id === 'acme-1')
const problems = (...list: object[]) => build(...list).problems

describe('what an override changes', () => {
  test('facts, which then name both sources and the older date', () => {
    expect(one({ models: ['acme-1'], set: { maxOutput: 50, knowledge: null, retires: '2027-01-31' } })).toMatchObject({
      maxOutput: 50,
      retires: '2027-01-31',
      source: 'models.dev, https://acme.test/models',
      asOf: '2026-07-01',
    })
  })

  test('one price, which leaves the others and the older date', () => {
    expect(one({ models: ['acme-1'], prices: { cacheRead: 0.2 } })?.price).toMatchObject({
      prices: { input: 2, output: 8, cacheRead: 0.2 },
      asOf: '2026-07-01',
    })
  })

  test('all prices, which then have its source and date alone', () => {
    const price = one({
      models: ['acme-1'],
      prices: { input: 1, output: 3 },
      above: [{ input: 500, prices: { input: 2, output: 6 } }],
    })?.price
    expect(price).toEqual({
      prices: { input: 1, output: 3 },
      above: [{ input: 500, prices: { input: 2, output: 6 } }],
      source: 'https://acme.test/models',
      asOf: '2026-11-01',
    })
  })

  test('a price that follows from another, in every tier', () => {
    const price = one({
      models: ['acme-*'],
      above: [{ input: 500, prices: { input: 0.3 } }],
      multiples: { cacheWriteLong: ['input', 2] },
    })?.price
    expect(price?.prices).toMatchObject({ cacheWriteLong: 4 })
    expect(price?.above).toEqual([{ input: 500, prices: { input: 0.3, cacheWriteLong: 0.6 } }])
  })

  test('factors, by tier and for batches; null takes one away', () => {
    expect(
      one({ models: ['*'], factors: { batch: 0.5, flex: 0.5 } }, { models: ['acme-1'], factors: { flex: null } })?.price
        ?.factors,
    ).toEqual({ batch: 0.5 })
  })

  test('a factor gives no price to a model without one', () => {
    const free = buildCatalogue(
      source({ 'acme-1': model({ cost: undefined }) }),
      overrides({ models: ['*'], factors: { batch: 0.5 } }),
    )
    expect(free.models[0]).not.toHaveProperty('price')
  })

  test('a price of 0 may be said by hand', () => {
    expect(one({ models: ['acme-1'], prices: { input: 0 } })?.price?.prices.input).toBe(0)
  })

  test('regions, compliance and quality become facts with its source and date', () => {
    const from = { source: 'https://acme.test/models', asOf: '2026-11-01' }
    expect(
      one({ models: ['acme-1'], set: { regions: ['eu'], compliance: ['SOC 2'], quality: { coding: 51 } } }),
    ).toMatchObject({
      regions: { value: ['eu'], ...from },
      compliance: { value: ['SOC 2'], ...from },
      quality: { coding: { value: 51, ...from } },
    })
  })

  test('a new model, also without any source', () => {
    const fresh = { models: ['acme-3'], set: { capabilities: ['chat'] }, prices: { input: 1 } }
    expect(buildCatalogue(undefined, overrides(fresh))).toEqual({
      models: [
        {
          id: 'acme-3',
          capabilities: ['chat'],
          price: { prices: { input: 1 }, source: 'https://acme.test/models', asOf: '2026-11-01' },
          source: 'https://acme.test/models',
          asOf: '2026-11-01',
        },
      ],
      problems: [],
    })
  })

  test('a model is left out, and then need not be understood', () => {
    const odd = source({ 'acme-1': model({ vibe: 1 }), 'acme-2': model() })
    expect(buildCatalogue(odd, overrides({ models: ['acme-1'], remove: true }))).toMatchObject({
      models: [{ id: 'acme-2' }],
      problems: [],
    })
  })

  test('the last one wins', () => {
    expect(one({ models: ['acme-*'], set: { name: 'A' } }, { models: ['acme-1'], set: { name: 'B' } })?.name).toBe('B')
  })

  test('a pattern is no regular expression', () => {
    expect(problems({ models: ['acme.1'], set: { name: 'A' } })[0]).toContain('"acme.1", which is no model')
  })
})

describe('what is wrong with an override', () => {
  test.each([
    [{ asOf: undefined }, '"overrides.0.asOf" is missing'],
    [{ source: undefined }, '"overrides.0.source" is missing'],
    [{ source: '' }, '"overrides.0.source" is empty'],
    [{ asOf: 'last week' }, '"overrides.0.asOf" should be'],
    [{ price: { input: 1 } }, 'unknown field "overrides.0.price"'],
    [{ set: { window: 5 } }, 'unknown field "overrides.0.set.window"'],
  ])('%j', (more, problem) => {
    expect(problems({ models: ['acme-1'], ...more })[0]).toContain(`models.overrides.json: ${problem}`)
  })

  test('it is for no model', () => {
    expect(problems({ models: ['acme-9'], set: { name: 'Nine' } })).toEqual([
      'models.overrides.json: overrides.0 is for "acme-9", which is no model; a new one needs "set.capabilities"',
    ])
  })

  test('it is no JSON', () => {
    expect(buildCatalogue(two, '{ overrides').problems[0]).toContain('models.overrides.json is not JSON')
  })
})
