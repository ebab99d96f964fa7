import { expect, test } from 'vitest'
import { options } from '../src/options.ts'

const check = (value: unknown) => options['~standard'].validate(value) as { issues?: readonly { message: string }[] }

test('takes options of every API', () => {
  const result = check({
    api: 'agent',
    search: { domains: ['-a.example'], after: '2026-01-31', contextSize: 'high', mode: 'sec', city: 'Oslo' },
    tools: ['web_search', { type: 'mcp', server_label: 'a' }],
    models: ['openai/gpt-5.5'],
    preset: 'fast',
    maxSteps: 2,
    skills: [{ type: 'builtin', name: 'office' }],
    returnImages: true,
    encoding: 'binary',
  })
  expect(result.issues).toBeUndefined()
})

test('refuses an option that it does not know, and names it', () => {
  expect(check({ search_mode: 'web' }).issues?.[0]?.message).toContain('search_mode')
})

test('refuses a day that is none', () => {
  expect(check({ search: { after: '01/31/2026' } }).issues?.[0]?.message).toContain('YYYY-MM-DD')
})
