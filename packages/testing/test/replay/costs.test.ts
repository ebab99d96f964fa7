import { defineProvider } from '@llmrr/core'
import { expect, test } from 'vitest'
import { compareCosts } from '../../src/replay/costs.ts'
import { summarise } from '../../src/replay/summary.ts'
import type { Provider } from '@llmrr/core'
import type { Replay } from '../../src/replay/index.ts'

const dated = { source: 'a page', asOf: '2026-11-01' }
const provider = defineProvider('priced', () => ({
  models: async () => ({
    models: [
      { id: 'm', capabilities: ['chat'], price: { prices: { input: 1, output: 2 }, ...dated }, ...dated },
      { id: 'free', capabilities: ['chat'], ...dated },
    ],
  }),
}))() as Provider

const usage = { input: 1000, output: 500 }
const cost = { usd: 0.002, source: 'reported' } as const

test('a reported cost stands beside the one of the catalogue', async () => {
  expect(await compareCosts(provider, 'm', { usage, cost })).toEqual({ model: 'm', reported: 0.002, computed: 0.002 })
  expect(await compareCosts(provider, 'm', { model: 'm-2026', usage, cost })).toMatchObject({
    model: 'm-2026',
    computed: 0.002,
  })
})

test('nothing is computed without a price or a usage, and nothing compared without a report', async () => {
  expect(await compareCosts(provider, 'free', { usage, cost })).toEqual({ model: 'free', reported: 0.002 })
  expect(await compareCosts(provider, 'm', { cost })).toEqual({ model: 'm', reported: 0.002 })
  expect(await compareCosts(provider, 'm', { usage })).toBeUndefined()
  expect(await compareCosts(provider, 'm', { usage, cost: { ...cost, source: 'catalogue' } })).toBeUndefined()
})

test('the summary tells what differs by more than 1 %, and why', () => {
  const replays = [
    { model: 'm', reported: 1, computed: 1.009 },
    { model: 'm', reported: 1, computed: 1.02 },
    { model: 'n', reported: 0.0000004, computed: 0.0000009 },
    { model: 'o', reported: 1 },
    { model: 'p', reported: 1 },
  ].map((one): Replay => ({
    file: 'f',
    outcome: 'passed',
    capability: 'chat',
    why: [],
    tolerated: [],
    hatched: [],
    cost: one,
  }))
  const costs = [
    { at: /^m/, why: 'The price has changed.' },
    { at: /^p/, why: 'It is retired.' },
  ]
  expect(summarise('s', replays, { costs }).costs).toEqual({
    reported: 5,
    computed: 3,
    same: 2,
    apart: [{ file: 'f', model: 'm', reported: 1, computed: 1.02, why: 'The price has changed.' }],
    unpriced: [{ model: 'o' }, { model: 'p', why: 'It is retired.' }],
  })
})
