import { expect, test } from 'vitest'
import { options } from '../src/options.ts'

const check = (value: unknown) => options['~standard'].validate(value) as { issues?: readonly { message: string }[] }

test('takes every option', () => {
  const result = check({
    minP: 0.1,
    repetitionPenalty: 1.1,
    logitBias: { '12': -5 },
    separateReasoning: true,
    input: { loras: [] },
    webhook: 'https://example.com/hook',
  })
  expect(result.issues).toBeUndefined()
})

test('refuses an option that it does not know, and names it', () => {
  expect(check({ separate_reasoning: true }).issues?.[0]?.message).toContain('separate_reasoning')
})
