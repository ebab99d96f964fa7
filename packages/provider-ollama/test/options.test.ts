import { expect, test } from 'vitest'
import { options } from '../src/options.ts'

const check = (value: unknown) => options['~standard'].validate(value) as { issues?: readonly { message: string }[] }

test('takes every option', () => {
  const result = check({
    api: 'openai',
    contextWindow: 8192,
    truncate: true,
    think: 'high',
    keepAlive: -1,
    minP: 0.05,
    repeatPenalty: 1.1,
    parameters: { num_gpu: 1 },
    rawPrompt: true,
  })
  expect(result.issues).toBeUndefined()
})

test('refuses an option that it does not know, and names it', () => {
  expect(check({ num_ctx: 1 }).issues?.[0]?.message).toContain('num_ctx')
})
