import { expect, test } from 'vitest'
import { options } from '../src/options.ts'

const check = (value: unknown) => options['~standard'].validate(value) as { issues?: readonly { message: string }[] }

test('takes every option', () => {
  const result = check({
    serviceTier: 'performance',
    reasoningFormat: 'parsed',
    includeReasoning: true,
    disableToolValidation: false,
    tools: ['browser_search', { type: 'mcp', server_label: 'a' }],
    searchSettings: { excludeDomains: ['a.example'], includeImages: true },
    compound: { reasoningModel: 'm', wolframSettings: { authorization: 'k' } },
    documents: [{ source: { type: 'json', data: { a: 1 } } }],
    citations: false,
    completionWindow: '48h',
  })
  expect(result.issues).toBeUndefined()
})

test('refuses an option that it does not know, and names it', () => {
  expect(check({ reasoning_format: 'parsed' }).issues?.[0]?.message).toContain('reasoning_format')
})

test('refuses a value that the service would', () => {
  expect(check({ reasoningFormat: 'full' }).issues).toHaveLength(1)
})
