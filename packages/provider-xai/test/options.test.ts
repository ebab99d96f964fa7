import { expect, test } from 'vitest'
import { options } from '../src/options.ts'

const check = (value: unknown) => options['~standard'].validate(value) as { issues?: readonly { message: string }[] }

test('takes every option', () => {
  const all = {
    api: 'responses',
    store: true,
    previousResponseId: 'a',
    include: ['b'],
    tools: [{ type: 'x_search', from_date: '2026-11-01' }],
    maxTurns: 3,
    resolution: '2k',
    responseFormat: 'b64_json',
    bitRate: 128_000,
    keyterms: ['heron'],
    format: true,
    batchName: 'nightly',
  }
  expect(check(all).issues).toBeUndefined()
})

test('refuses an option that it does not know, and names it', () => {
  expect(check({ search_parameters: {} }).issues?.[0]?.message).toContain('search_parameters')
})

test('refuses a value that the service would', () => {
  expect(check({ maxTurns: 0 }).issues).toHaveLength(1)
})
