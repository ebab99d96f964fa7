import { expect, test } from 'vitest'
import { options } from '../src/options.ts'

const check = (value: unknown) => options['~standard'].validate(value) as { issues?: readonly { message: string }[] }

test('takes every option', () => {
  const result = check({
    api: 'responses',
    billTo: 'acme',
    hostModel: 'gpt-oss-120b',
    toolPrompt: 'Use these:',
    parameters: { repetition_penalty: 1.1, grammar: { type: 'regex', value: 'a+' } },
    normalize: true,
    promptName: 'query',
    harmless: ['fine'],
    threshold: 0.8,
  })
  expect(result.issues).toBeUndefined()
})

test('refuses an option that it does not know, and names it', () => {
  expect(check({ bill_to: 'acme' }).issues?.[0]?.message).toContain('bill_to')
})

test('refuses an API that the router does not have', () => {
  expect(check({ api: 'messages' }).issues).toHaveLength(1)
})
