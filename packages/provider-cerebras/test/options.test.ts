import { expect, test } from 'vitest'
import { options } from '../src/options.ts'

const check = (value: unknown) => options['~standard'].validate(value) as { issues?: readonly { message: string }[] }

test('takes every option', () => {
  const all = {
    reasoningFormat: 'hidden',
    clearThinking: true,
    minTokens: 2,
    logitBias: { '7': -100 },
    prediction: 'a b c',
    modelParameters: { x: 1 },
  }
  expect(check(all).issues).toBeUndefined()
})

test('refuses an option that it does not know, and names it', () => {
  expect(check({ disable_reasoning: true }).issues?.[0]?.message).toContain('disable_reasoning')
})

test('refuses a value that the service would', () => {
  expect(check({ reasoningFormat: 'loud' }).issues).toHaveLength(1)
})
