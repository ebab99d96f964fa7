import { expect, test } from 'vitest'
import { options } from '../src/options.ts'

const check = (value: unknown) => options['~standard'].validate(value) as { issues?: readonly { message: string }[] }

test('takes every option', () => {
  const result = check({
    sessionAffinity: 's',
    repetitionPenalty: 1.1,
    lora: 'mine',
    templateArguments: { enable_thinking: false },
    strength: 0.5,
  })
  expect(result.issues).toBeUndefined()
})

test('refuses an option that it does not know, and names it', () => {
  expect(check({ repetition_penalty: 1 }).issues?.[0]?.message).toContain('repetition_penalty')
})
