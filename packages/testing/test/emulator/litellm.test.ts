import { OpenAI } from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator/index.ts'

let emulator: Emulator
let client: OpenAI
beforeAll(async () => {
  emulator = await startEmulator()
  client = new OpenAI({ apiKey: emulator.key('litellm'), baseURL: emulator.sdkBaseURL('litellm'), maxRetries: 0 })
})
afterAll(() => emulator.close())

const model = 'gpt-5.4-mini'
const messages = [{ role: 'user' as const, content: 'Name a prime.' }]

/** What the proxy says to a body, with the fields of its own. */
async function said(body: object, path = '/chat/completions', headers: Record<string, string> = {}) {
  const response = await fetch(emulator.baseURL('litellm') + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${emulator.key('litellm')}`, ...headers },
    body: JSON.stringify(body),
  })
  // oxlint-disable-next-line typescript/no-explicit-any -- judged by the tests
  return { status: response.status, headers: response.headers, body: (await response.json()) as any }
}

test('the OpenAI SDK chats, with the way and the cost in the headers', async () => {
  const { data, response } = await client.chat.completions.create({ model, messages, max_tokens: 500 }).withResponse()
  expect(data.choices[0]!.message.content).toContain('Name a prime.')
  expect(response.headers.get('x-litellm-model-group')).toBe(model)
  expect(Number(response.headers.get('x-litellm-response-cost'))).toBeGreaterThan(0)
})

test('and streams: the last chunk has a choice of nothing, and the cost', async () => {
  const stream = await client.chat.completions.create({
    model,
    messages,
    stream: true,
    stream_options: { include_usage: true },
  })
  const chunks: OpenAI.ChatCompletionChunk[] = []
  for await (const chunk of stream) chunks.push(chunk)
  const last = chunks.at(-1)!
  expect(last.choices.map(({ delta }) => delta)).toEqual([{}])
  expect((last.usage as { cost?: number }).cost).toBeGreaterThan(0)
})

test('Claude’s thinking stands in blocks', async () => {
  const { body } = await said({
    model: 'claude-haiku-5-5',
    messages,
    thinking: { type: 'enabled', budget_tokens: 1024 },
  })
  expect(body.choices[0].message.thinking_blocks).toEqual([
    { type: 'thinking', thinking: body.choices[0].message.reasoning_content, signature: expect.any(String) },
  ])
})

test('fields of the proxy’s own are checked, and reach no service', async () => {
  const own = { tags: ['a'], num_retries: 0, cache: { 'no-cache': true }, metadata: { plan: 'paid' }, timeout: 5 }
  expect((await said({ model, messages, ...own })).status).toBe(200)
  expect((await said({ model, messages, cache: { nocache: true } })).body.error).toMatchObject({
    code: '400',
    message: expect.stringContaining('nocache'),
  })
  expect((await said({ model, messages, nonsense: 1 })).body.error.message).toMatch(
    /^litellm\.BadRequestError: .*nonsense/,
  )
})

test('a cached answer says so, and costs nothing', async () => {
  const asked = { model, messages, cache: { 'use-cache': true } }
  const first = await said(asked)
  const second = await said(asked)
  expect(second.body).toEqual(first.body)
  expect([first, second].map(({ headers }) => headers.has('x-litellm-cache-key'))).toEqual([false, true])
  expect(second.headers.has('x-litellm-response-cost')).toBe(false)
})

test('falls back, unless it is told not to', async () => {
  const asked = { model: 'does-not-exist', messages, fallbacks: [{ model: 'claude-haiku-5-5' }] }
  const { headers } = await said(asked)
  expect([headers.get('x-litellm-model-group'), headers.get('x-litellm-attempted-fallbacks')]).toEqual([
    'claude-haiku-5-5',
    '1',
  ])
  expect((await said({ ...asked, disable_fallbacks: true })).body.error.message).toContain('Invalid model name')
})

test('errors have a class, and the status as their code', async () => {
  const error = async (body: object) => {
    const { status, body: said_ } = await said({ model, messages, ...body })
    return [status, said_.error.code, said_.error.message]
  }
  expect(await error({ mock_response: 'litellm.RateLimitError' })).toMatchObject([
    429,
    '429',
    /litellm\.RateLimitError/,
  ])
  expect(await error({ guardrails: ['words'], messages: [{ role: 'user', content: 'forbidden' }] })).toMatchObject([
    400,
    '400',
    /Content blocked/,
  ])
  emulator.inject({ service: 'litellm', status: 400, code: 'context_length_exceeded' })
  expect((await error({}))[2]).toMatch(/^litellm\.ContextWindowExceededError: /)
  emulator.inject({ service: 'litellm', status: 400, code: 'budget_exceeded' })
  expect((await error({}))[2]).toMatch(/^Budget has been exceeded/)
  expect(
    (await said({ model, messages }, '/chat/completions', { authorization: 'Bearer sk-wrong' })).body.error,
  ).toMatchObject({
    type: 'token_not_found_in_db',
    code: '401',
  })
})

test('keys live until they are deleted', async () => {
  const root = '/../key'
  const { body } = await said({ max_budget: 2, key_alias: 'team' }, `${root}/generate`)
  expect(body).toMatchObject({ key: expect.stringMatching(/^sk-/), max_budget: 2, spend: 0 })
  expect((await said({ key: body.key }, `${root}/block`)).body.blocked).toBe(true)
  expect((await said({ keys: [body.key] }, `${root}/delete`)).body).toEqual({ deleted_keys: [body.key] })
  expect((await said({ key: body.key }, `${root}/unblock`)).status).toBe(404)
})
