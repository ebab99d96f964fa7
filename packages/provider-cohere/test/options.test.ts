import { expect, test } from 'vitest'
import { options } from '../src/options.ts'

const check = (value: unknown) => options['~standard'].validate(value) as { issues?: readonly { message: string }[] }

test('takes every option', () => {
  const result = check({
    documents: ['A fish.', { id: 'd', data: { title: 'Pond', depth: 3 } }],
    citationMode: 'FAST',
    safetyMode: 'OFF',
    strictTools: false,
    priority: 0,
    embeddingType: 'ubinary',
    embedMaxTokens: 128,
  })
  expect(result.issues).toBeUndefined()
})

test('refuses an option that it does not know, and names it', () => {
  expect(check({ citation_mode: 'FAST' }).issues?.[0]?.message).toContain('citation_mode')
})

test('refuses a value that the service would', () => {
  expect(check({ priority: 1000 }).issues).toHaveLength(1)
})
