import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addCosts, createRouter, defineProvider, priceOf } from '../src/index.ts'
import { virtualHost } from '../../testing/src/host/index.ts'
import type { Cost, PriceList, Prices, Usage } from '../src/index.ts'

const list = (prices: Prices, more: Partial<PriceList> = {}): PriceList => ({
  prices,
  source: 'test',
  asOf: '2026-01-01',
  ...more,
})
const usd = (usage: Usage, prices: PriceList, options?: Parameters<typeof priceOf>[2]) =>
  priceOf(usage, prices, options)?.usd

test.each<[string, Usage, Prices, number | undefined]>([
  ['tokens per million', { input: 1000, output: 500 }, { input: 0.15, output: 0.6 }, 0.00045],
  ['characters per million', { characters: 1_000_000 }, { characters: 15 }, 15],
  [
    'images, seconds, searches, pages, requests by the piece',
    { images: 2, seconds: 1.5, searches: 1, pages: 3, requests: 1 },
    { images: 0.04, seconds: 0.0001, searches: 0.01, pages: 0.001, requests: 0.005 },
    0.09815,
  ],
  ['cached input at its own price', { input: 100, cacheRead: 900 }, { input: 1, cacheRead: 0.1 }, 0.00019],
  ['cached input at the price of input', { input: 100, cacheRead: 900 }, { input: 1 }, 0.001],
  ['long cache writes at the price of cache writes', { cacheWriteLong: 1000 }, { input: 1, cacheWrite: 1.25 }, 0.00125],
  ['long cache writes at the price of input', { cacheWriteLong: 1000 }, { input: 1 }, 0.001],
  [
    'audio, image and video input at the price of input',
    { audioInput: 1000, imageInput: 1000, videoInput: 1000 },
    { input: 1 },
    0.003,
  ],
  [
    'reasoning, audio and image output at the price of output',
    { reasoning: 1000, audioOutput: 1000, imageOutput: 1000 },
    { output: 2 },
    0.006,
  ],
  ['half a nano-dollar is rounded up', { input: 1 }, { input: 0.0005 }, 0.000000001],
  ['less than half is rounded down', { input: 1 }, { input: 0.000499 }, 0],
  ['nothing used', { input: 0, output: 0 }, { input: 1 }, 0],
  ['nothing counted', {}, { input: 1 }, undefined],
  ['used without a price', { input: 1, searches: 1 }, { input: 1 }, undefined],
  ['not used, without a price', { input: 1, searches: 0 }, { input: 1 }, 0.000001],
  ['no count', { input: Number.NaN }, { input: 1 }, undefined],
])('%s', (_, usage, prices, expected) => {
  expect(usd(usage, list(prices))).toBe(expected)
})

test('the long-prompt price is chosen by all input meters, and holds for the whole call', () => {
  const above = [
    { input: 200_000, prices: { input: 2, output: 4 } },
    { input: 100, prices: { input: 9, output: 9 } },
  ]
  const prices = list({ input: 1, output: 2 }, { above })
  expect(usd({ input: 100_000, cacheRead: 100_000, output: 10 }, prices)).toBe(1.80009)
  expect(usd({ input: 100_000, cacheRead: 100_001, output: 10 }, prices)).toBe(0.400042)
})

test('factors of tier, batch, region and time of day apply to the sum', () => {
  const prices = list(
    { input: 1 },
    {
      factors: { flex: 0.5, batch: 0.5 },
      regions: { eu: 1.1 },
      timeOfDay: [{ from: '16:30', to: '00:30', factor: 0.25 }],
    },
  )
  const usage = { input: 1_000_000 }
  const noon = Date.UTC(2026, 0, 1, 12)
  const night = Date.UTC(2026, 0, 1, 0, 29)
  expect(usd(usage, prices, { serviceTier: 'flex', batch: true, region: 'eu', at: night })).toBe(0.06875)
  expect(usd(usage, prices, { serviceTier: 'default', at: noon })).toBe(1)
  expect(usd(usage, prices, { at: Date.UTC(2026, 0, 1, 0, 30) })).toBe(1)
})

test('a factor of the time of day may hold on some days of the week only', () => {
  const workdays = { from: '01:00', to: '04:00', factor: 2, days: [1, 2, 3, 4, 5] }
  const prices = list({ input: 1 }, { timeOfDay: [workdays] })
  const at = (day: number, hour: number) => usd({ input: 1_000_000 }, prices, { at: Date.UTC(2026, 10, day, hour) })
  // The 20th of November 2026 is a Friday.
  expect([at(20, 1), at(20, 4), at(21, 1), at(22, 3), at(23, 3)]).toEqual([2, 1, 1, 1, 2])
})

test('a used meter without a price is named once', () => {
  const named: string[] = []
  priceOf({ searches: 1, input: 1 }, list({ input: 1 }), { warn: (meter) => named.push(meter) })
  expect(named).toEqual(['searches'])
})

const count = fc.integer({ min: 0, max: 10_000_000 })
const price = fc.integer({ min: 0, max: 100_000_000 }).map((micro) => micro / 1e6)
const meters = ['input', 'cacheRead', 'cacheWrite', 'output', 'reasoning', 'images', 'seconds'] as const
const usage = fc.record(
  Object.fromEntries(meters.map((meter) => [meter, count])) as Record<(typeof meters)[number], typeof count>,
)
const prices = fc.record(
  Object.fromEntries(meters.map((meter) => [meter, price])) as Record<(typeof meters)[number], typeof price>,
)
const costs = fc.array(
  fc.integer({ min: 0, max: 1_000_000_000_000 }).map((nano): Cost => ({ usd: nano / 1e9, source: 'reported' })),
  { minLength: 1, maxLength: 200 },
)

test('the order of the meters makes no difference, and the sum is exact', () => {
  fc.assert(
    fc.property(usage, prices, (used, perUnit) => {
      const backwards = Object.fromEntries(Object.entries(used).toReversed()) as Usage
      expect(usd(backwards, list(perUnit))).toBe(usd(used, list(perUnit)))
      let pico = 0n
      for (const meter of meters) {
        const unit = meter === 'images' || meter === 'seconds' ? 1_000_000_000_000n : 1_000_000n
        pico += (BigInt(used[meter]) * BigInt(Math.round(perUnit[meter] * 1e6)) * unit) / 1_000_000n
      }
      expect(usd(used, list(perUnit))).toBe(Number((pico + 500n) / 1000n) / 1e9)
    }),
    { seed: 1 },
  )
})

test('sums of costs are exact, whatever their order and grouping', () => {
  fc.assert(
    fc.property(costs, fc.nat(), (list, cut) => {
      const at = cut % list.length
      const nano = list.reduce((sum, cost) => sum + BigInt(Math.round(cost.usd * 1e9)), 0n)
      expect(addCosts(list)!.usd).toBe(Number(nano) / 1e9)
      expect(addCosts(list.toReversed())).toEqual(addCosts(list))
      const parts = [list.slice(0, at), list.slice(at)].flatMap((part) => addCosts(part) ?? [])
      expect(addCosts(parts)).toEqual(addCosts(list))
    }),
    { seed: 1 },
  )
})

test('a sum is as old and as sure as its weakest part', () => {
  const [reported, first, second]: Cost[] = [
    { usd: 0.1, source: 'reported' },
    { usd: 0.2, source: 'catalogue', asOf: '2026-02-01' },
    { usd: 0.3, source: 'catalogue', asOf: '2026-01-01' },
  ]
  expect(addCosts([reported!, first!, second!])).toEqual({ usd: 0.6, source: 'catalogue', asOf: '2026-01-01' })
  expect(addCosts([])).toBeUndefined()
})

test('the router adds the cost of every attempt; what the service reports wins', async () => {
  const host = virtualHost()
  const models = async () => ({
    models: [
      {
        id: 'm',
        capabilities: ['chat' as const],
        price: list({ input: 1, output: 1 }),
        source: 'test',
        asOf: '2026-01-01',
      },
    ],
  })
  const make = (id: string, usage: Usage, cost?: Cost, fail?: boolean) =>
    defineProvider(id, () => ({
      defaultModel: 'm',
      models,
      async *chat() {
        if (fail) throw Object.assign((await import('../src/index.ts')).llmError('server', 'no', { usage }))
        yield { type: 'text-delta', index: 0, text: 'hi' }
        yield { type: 'finish', reason: 'stop', usage, ...(cost && { cost }) }
      },
    }))()
  const reported: Cost = { usd: 0.5, source: 'reported' }
  const llm = createRouter({
    use: [
      make('a', { input: 10 }, undefined, true),
      make('b', { input: 1, output: 1 }),
      make('c', { input: 1 }, reported),
    ],
    host,
  })
  const sum = await host.run(llm.chat({ model: ['a', 'b'], prompt: 'x' }))
  expect(sum.cost?.usd).toBe(0.000012)
  expect(sum.attempts.map(({ cost }) => cost?.usd)).toEqual([0.00001, 0.000002])
  expect((await host.run(llm.chat({ model: 'c', prompt: 'x' }))).cost).toEqual(reported)
})
