import { Portkey } from 'portkey-ai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator/index.ts'

let emulator: Emulator
let client: Portkey
beforeAll(async () => {
  emulator = await startEmulator()
  client = new Portkey({
    apiKey: emulator.key('portkey'),
    baseURL: emulator.sdkBaseURL('portkey'),
    provider: '@emulated',
  })
})
afterAll(() => emulator.close())

const messages = [{ role: 'user' as const, content: 'Name a prime.' }]

const ask = (headers: Record<string, string>, body: object, path = '/chat/completions') =>
  fetch(emulator.baseURL('portkey') + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const key = () => ({ 'x-portkey-api-key': emulator.key('portkey') })

test('the official SDK chats, and reads the way of the answer', async () => {
  const answer = await client.chat.completions.create({ model: 'gpt-5.4-mini', messages })
  expect(answer.choices[0]!.message!.content).toContain('Name a prime.')
  expect(answer.getHeaders()).toMatchObject({ 'cache-status': 'MISS', 'retry-attempt-count': '0', provider: 'openai' })
})

test('the official SDK streams', async () => {
  let text = ''
  const stream = await client.chat.completions.create({ model: 'gpt-5.4-mini', messages, stream: true })
  for await (const chunk of stream) text += chunk.choices?.[0]?.delta?.content ?? ''
  expect(text).toContain('Name a prime.')
})

test('the official SDK says what an answer is worth, and asks a kept prompt', async () => {
  expect(await client.feedback.create({ traceID: 't1', value: 5 })).toMatchObject({ status: 'success' })
  const answer = await client.prompts.completions.create({ promptID: 'pp-1', variables: { city: 'Oslo' } })
  expect(answer.choices[0]!.message!.content).toContain('Prompt pp-1 with')
})

test('a model of the catalogue, a kept config and an inline one say which service is asked', async () => {
  const model = async (headers: Record<string, string>, name?: string) => {
    const response = await ask({ ...key(), ...headers }, { ...(name && { model: name }), messages })
    return ((await response.json()) as { model?: string }).model
  }
  expect(await model({}, '@openai-prod/gpt-5.4-mini')).toContain('gpt-5.4-mini')
  expect(await model({ 'x-portkey-config': 'pc-1' })).toContain('gpt-5.4-mini')
  const inline = JSON.stringify({ provider: 'openai', override_params: { model: 'gpt-4o' } })
  expect(await model({ 'x-portkey-config': inline }, 'ignored')).toContain('gpt-4o')
})

test('what is wrong with the headers is refused in the gateway’s own form', async () => {
  const said = async (headers: Record<string, string>, name = 'gpt-5.4-mini') => {
    const response = await ask(headers, { model: name, messages })
    return [response.status, await response.json()]
  }
  const failure = (message: string) => ({ status: 'failure', message })
  expect(await said({ 'x-portkey-provider': 'openai' })).toEqual([401, failure('API key is missing')])
  expect(await said(key())).toEqual([400, failure('Either x-portkey-config or x-portkey-provider header is required')])
  expect(await said({ ...key(), 'x-portkey-provider': 'nosuch' })).toEqual([400, failure('Invalid provider passed')])
  expect(await said({ ...key(), 'x-portkey-config': '{bad' })).toEqual([
    400,
    failure('Invalid config passed. You need to pass a valid json'),
  ])
})

test('a service’s error is handed on with its name before it', async () => {
  const response = await ask({ ...key(), 'x-portkey-provider': 'openai' }, { model: 'does-not-exist', messages })
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({
    provider: 'openai',
    error: { message: expect.stringMatching(/^openai error: /), code: 'model_not_found' },
  })
})
