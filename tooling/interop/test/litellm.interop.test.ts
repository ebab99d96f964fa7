import { afterAll, beforeAll, expect, test } from 'vitest'
import { litellmKey, litellmProxy } from '../src/gateways/litellm.ts'
import { start } from '../src/start.ts'
import type { Running } from '../src/start.ts'

let running: Running

beforeAll(async () => {
  running = await start(litellmProxy)
}, 600_000)
afterAll(async () => {
  await running?.stop()
}, 30_000)

test.each(['gpt-5.4-mini', 'claude-haiku-5-5'])('the proxy answers a plain fetch, for %s', async (model) => {
  const response = await fetch(`${running.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${litellmKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hi' }] }),
  })
  expect(response.status).toBe(200)
  expect(response.headers.get('x-litellm-model-group')).toBe(model)
  const body = (await response.json()) as { choices: [{ message: { content: string } }] }
  expect(body.choices[0].message.content).toContain('emulator')
})
