import { expect, test } from 'vitest'
import { options } from '../src/options.ts'

const check = (value: unknown) => options['~standard'].validate(value) as { issues?: readonly { message: string }[] }

test('takes every option', () => {
  const result = check({
    minP: 0.1,
    repetitionPenalty: 1.1,
    regex: 'a+',
    chatTemplateKwargs: { enable_thinking: false },
    instruction: 'Judge.',
    normalize: true,
    extraBody: { style: 'calm' },
  })
  expect(result.issues).toBeUndefined()
})

test('refuses an option that it does not know, and names it', () => {
  expect(check({ min_p: 0.1 }).issues?.[0]?.message).toContain('min_p')
})
