import { expect, test } from 'vitest'
import { options } from '../src/options.ts'

const check = (value: unknown) => options['~standard'].validate(value) as { issues?: readonly { message: string }[] }

test('takes every option', () => {
  const result = check({
    api: 'messages',
    tags: ['a'],
    fallbacks: ['b', { model: 'c', messages: [] }],
    disableFallbacks: true,
    numRetries: 2,
    timeoutSeconds: 30,
    streamTimeoutSeconds: 5,
    cache: { noCache: true, noStore: true, ttlSeconds: 60, maxAgeSeconds: 60, namespace: 'n', useCache: true },
    guardrails: ['pii', { words: { extra_body: {} } }],
    dropParams: true,
    spendLogsMetadata: { job: 'nightly' },
    customerId: 'c1',
    customProvider: 'openai',
  })
  expect(result.issues).toBeUndefined()
})

test('refuses an option that it does not know, and names it', () => {
  expect(check({ num_retries: 2 }).issues?.[0]?.message).toContain('num_retries')
})
