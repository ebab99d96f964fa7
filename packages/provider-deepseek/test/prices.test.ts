import { expect, test } from 'vitest'
import { answering } from './setting.ts'

// One million tokens of prompt and one of answer.
async function usdAt(now: number, model = 'deepseek-flash'): Promise<number | undefined> {
  const { llm } = answering(undefined, { now })
  return (await llm.chat({ model: `deepseek/${model}`, prompt: 'Hi' })).cost?.usd
}

// The 23rd of November 2026 is a Monday.
const at = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 10, day, hour, minute)

test('a call costs twice as much in the hours of the peak', async () => {
  expect(await usdAt(at(23, 0, 59))).toBe(0.75)
  expect(await usdAt(at(23, 1))).toBe(1.5)
  expect(await usdAt(at(23, 5))).toBe(0.75)
  expect(await usdAt(at(23, 9, 59))).toBe(1.5)
  expect(await usdAt(at(23, 10))).toBe(0.75)
  expect(await usdAt(at(23, 7), 'deepseek-v4-pro')).toBe(5.28)
})

test('and on workdays only', async () => {
  expect([await usdAt(at(21, 2)), await usdAt(at(22, 2)), await usdAt(at(27, 2))]).toEqual([0.75, 0.75, 1.5])
})
