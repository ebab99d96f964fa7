import { expect, test } from 'vitest'
import { options } from '../src/options.ts'

const check = (value: unknown) => options['~standard'].validate(value) as { issues?: readonly { message: string }[] }

test('takes every option', () => {
  const all = { api: 'chat', thinking: { type: 'enabled' }, tools: [{ type: 'web_search', a: 1 }], echo: true }
  expect(check(all).issues).toBeUndefined()
})

test('refuses an option that it does not know, and names it', () => {
  expect(check({ user_id: 'a' }).issues?.[0]?.message).toContain('user_id')
})

test('refuses a value that the service would', () => {
  expect(check({ thinking: { type: 'auto' } }).issues).toHaveLength(1)
})
