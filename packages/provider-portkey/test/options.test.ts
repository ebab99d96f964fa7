import { createRouter } from '@llmrr/core'
import { expect, test } from 'vitest'
import { own, answering, reply } from './setting.ts'
import { portkey } from '../src/index.ts'

const ask = (options: Record<string, unknown>) =>
  createRouter({ use: [portkey(own)], host: answering({ body: reply }).host }).chat({
    model: { provider: 'portkey', model: 'm', options },
    prompt: 'Hi',
  })

test('refuses an option that it does not know, and names it', async () => {
  await expect(ask({ virtualkey: 'x' })).rejects.toMatchObject({
    code: 'invalid-request',
    message: expect.stringContaining('virtualkey'),
  })
})

test('refuses a config on a target, where its keys would be logged', async () => {
  await expect(ask({ config: { provider: 'openai', apiKey: 'sk' } })).rejects.toMatchObject({
    code: 'invalid-request',
    message: expect.stringContaining('config'),
  })
})

test('takes those that it knows', async () => {
  expect((await ask({ api: 'chat', traceId: 't', debug: false })).text).toBe('Hello')
})
