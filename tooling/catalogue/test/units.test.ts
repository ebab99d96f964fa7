import { priceOf } from '@llmrr/core'
import { expect, test } from 'vitest'
import { units } from '../src/units.ts'

test.each(Object.entries(units))('a price of %s is for %s, as core charges it', (meter, unit) => {
  const million = priceOf({ [meter]: 1_000_000 }, { prices: { [meter]: 1 }, source: 'acme', asOf: '2026-01-01' })
  expect(million?.usd).toBe(unit.startsWith('1M ') ? 1 : 1_000_000)
})
