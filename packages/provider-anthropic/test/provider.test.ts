import { virtualHost } from '@llmrr/testing/host'
import { expect, test } from 'vitest'
import { anthropic } from '../src/index.ts'
import type { Context } from '@llmrr/core'
import type { AnthropicConfig } from '../src/index.ts'

interface Sent {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** A provider at a host that gives these answers, and what it was sent. */
function setting(
  config: AnthropicConfig = { apiKey: 'sk-ant-1' },
  answers: readonly object[] = [],
  env: Readonly<Record<string, string>> = {},
) {
  const sent: Sent[] = []
  const warnings: string[] = []
  const host = virtualHost({
    env,
    fetch: async (url, init) => {
      const { body, headers, method = 'GET' } = init ?? {}
      const read = typeof body === 'string' ? (JSON.parse(body) as unknown) : body
      sent.push({ url, method, headers: Object.fromEntries(new Headers(headers).entries()), body: read })
      const answer = answers[sent.length - 1] ?? {}
      return answer instanceof Response ? answer : Response.json(answer)
    },
  })
  const context: Context = {
    signal: new AbortController().signal,
    target: { provider: 'anthropic', model: 'claude-sonnet-5-5' },
    stream: false,
    attempt: 1,
    host,
    warn: (field) => void warnings.push(field),
  }
  return { provider: anthropic(config), context, sent, warnings }
}

const counted = { input_tokens: 1 }
const request = { messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] } as const

async function headersOf(
  config: AnthropicConfig,
  env: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  const { provider, context, sent } = setting(config, [counted], env)
  await provider.countTokens(request, context)
  return { ...sent[0]!.headers, url: sent[0]!.url }
}

test('sends the key of the environment, and prefers a key to a token', async () => {
  const env = { ANTHROPIC_API_KEY: 'sk-ant-env', ANTHROPIC_AUTH_TOKEN: 'token-env' }
  const headers = await headersOf({}, env)
  expect(headers['x-api-key']).toBe('sk-ant-env')
  expect(headers).not.toHaveProperty('authorization')
})

test('sends a token as bearer with its beta, beside the betas of the request', async () => {
  const fromEnv = await headersOf({}, { ANTHROPIC_AUTH_TOKEN: 'token-env' })
  expect(fromEnv).toMatchObject({ authorization: 'Bearer token-env', 'anthropic-beta': 'oauth-2025-04-20' })
  expect(fromEnv).not.toHaveProperty('x-api-key')
  const given = await headersOf({ authToken: async () => 'token-1', betas: ['b'] }, { ANTHROPIC_API_KEY: 'sk-ant-env' })
  expect(given).toMatchObject({ authorization: 'Bearer token-1', 'anthropic-beta': 'b,oauth-2025-04-20' })
})

test('names both variables when there is no credential', async () => {
  const { provider, context } = setting({})
  await expect(provider.countTokens(request, context)).rejects.toMatchObject({
    code: 'auth',
    message: expect.stringContaining('ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN') as string,
  })
})

test('reads host and headers from the environment, under what the config says', async () => {
  const env = {
    ANTHROPIC_BASE_URL: 'https://proxy.example/anthropic/',
    ANTHROPIC_CUSTOM_HEADERS: 'X-Team: one\nAnthropic-Beta: env-beta',
  }
  const headers = await headersOf({ apiKey: 'sk-ant-1', headers: { 'X-Team': 'two' }, betas: ['own-beta'] }, env)
  expect(headers).toMatchObject({
    url: 'https://proxy.example/anthropic/v1/messages/count_tokens',
    'x-team': 'two',
    'anthropic-beta': 'own-beta,env-beta',
    'anthropic-version': '2023-06-01',
  })
})

test('takes a base URL with or without the version in it', async () => {
  const config = { apiKey: 'sk-ant-1', baseURL: 'https://proxy.example/v1/' }
  expect((await headersOf(config)).url).toBe('https://proxy.example/v1/messages/count_tokens')
})

test('says version, workspace and browser where they are configured', async () => {
  const headers = await headersOf({ apiKey: 'k-123456', version: '2026-10-21', workspaceId: 'wrkspc_1', browser: true })
  expect(headers).toMatchObject({
    'anthropic-version': '2026-10-21',
    'anthropic-workspace-id': 'wrkspc_1',
    'anthropic-dangerous-direct-browser-access': 'true',
  })
})

test('asks for all pages of the models and reads what each can do', async () => {
  const yes = { supported: true }
  const capabilities = {
    effort: { supported: true, low: yes, high: yes, xhigh: null, max: { supported: false } },
    image_input: yes,
    pdf_input: yes,
    structured_outputs: yes,
    thinking: { supported: true },
  }
  const first = {
    id: 'claude-haiku-4-5',
    display_name: 'Claude Haiku 4.5',
    created_at: '2025-10-15T00:00:00Z',
    max_input_tokens: 200_000,
    max_tokens: 64_000,
    capabilities,
    deprecated_at: '2026-11-01T00:00:00Z',
    retires_at: '2027-05-01T00:00:00Z',
  }
  const { provider, context, sent } = setting(undefined, [
    { data: [first], has_more: true, last_id: 'claude-haiku-4-5' },
    { data: [{ id: 'claude-opus-5-5', created_at: '1970-01-01T00:00:00Z' }], has_more: false, last_id: 'x' },
  ])
  const models = await provider.listModels(context)
  expect(sent.map(({ url }) => url)).toEqual([
    'https://api.anthropic.com/v1/models?limit=1000',
    'https://api.anthropic.com/v1/models?limit=1000&after_id=claude-haiku-4-5',
  ])
  const source = { source: 'https://api.anthropic.com/v1/models', asOf: expect.any(String) as string }
  expect(models).toEqual([
    {
      id: 'claude-haiku-4-5',
      name: 'Claude Haiku 4.5',
      capabilities: ['chat'],
      contextWindow: 200_000,
      maxOutput: 64_000,
      input: ['text', 'image', 'document'],
      output: ['text'],
      features: ['tools', 'structured-output', 'reasoning', 'temperature', 'prompt-caching'],
      efforts: ['low', 'high'],
      released: '2025-10-15',
      deprecated: '2026-11-01',
      retires: '2027-05-01',
      ...source,
    },
    { id: 'claude-opus-5-5', capabilities: ['chat'], ...source },
  ])
})

test('lists files over pages of either version, reads and deletes them', async () => {
  const file = {
    id: 'file_1',
    filename: 'a.txt',
    mime_type: 'text/plain',
    size_bytes: 3,
    created_at: '2026-08-02T17:43:56Z',
  }
  const { provider, context, sent, warnings } = setting({ apiKey: 'sk-ant-1', version: '2026-10-21' }, [
    { data: [file], next_page: 'p2' },
    { data: [file], next_page: null },
    file,
    new Response('abc'),
    { id: 'file_1', type: 'file_deleted' },
    file,
  ])
  const { files } = provider
  const ref = { provider: 'anthropic', id: 'file_1' }
  expect(await files.list(context)).toHaveLength(2)
  expect(await files.get(ref, context)).toEqual({
    file: ref,
    name: 'a.txt',
    mediaType: 'text/plain',
    bytes: 3,
    created: '2026-08-02T17:43:56Z',
  })
  expect(new TextDecoder().decode(await files.content(ref, context))).toBe('abc')
  await files.delete(ref, context)
  await files.put({ data: 'abc', name: 'a.txt', purpose: 'user_data' }, context)
  expect(warnings).toEqual(['purpose'])
  expect(sent.map(({ method, url }) => `${method} ${url.slice('https://api.anthropic.com'.length)}`)).toEqual([
    'GET /v1/files',
    'GET /v1/files?page=p2',
    'GET /v1/files/file_1',
    'GET /v1/files/file_1/content',
    'DELETE /v1/files/file_1',
    'POST /v1/files',
  ])
  // The new version has files without a beta.
  expect(sent.every(({ headers }) => headers['anthropic-beta'] === undefined)).toBe(true)
})

test('puts the betas of all its requests over a batch, and warns of fields that the model does not take', async () => {
  const { provider, context, sent, warnings } = setting(undefined, [
    { id: 'msgbatch_1', processing_status: 'in_progress' },
  ])
  const options = { speed: 'fast', raw: { body: { service_tier: 'auto' } } }
  const target = { ...context.target, options }
  const ask = { messages: request.messages, maxOutputTokens: 5, seed: 1 }
  await provider.batch.submit({ requests: [{ id: 'a', request: ask }] }, { ...context, target })
  expect(sent[0]).toMatchObject({
    headers: { 'anthropic-beta': 'fast-mode-2026-02-01' },
    body: { requests: [{ custom_id: 'a', params: { max_tokens: 5, speed: 'fast', service_tier: 'auto' } }] },
  })
  expect(sent[0]!.body).not.toHaveProperty('service_tier')
  expect(warnings).toEqual(['requests.seed'])
})

test('refuses an id of a batch that the service would refuse, before anything is sent', async () => {
  const { provider, context, sent } = setting()
  const requests = [{ id: 'not an id', request: { messages: request.messages } }]
  await expect(provider.batch.submit({ requests }, context)).rejects.toMatchObject({
    code: 'invalid-request',
    field: 'requests[0].id',
  })
  expect(sent).toEqual([])
})

test.each([
  ['canceling', {}, { state: 'running', pollAfterMs: 30_000 }],
  ['ended', { succeeded: 0, canceled: 2 }, { state: 'cancelled' }],
])('tells that a batch is %s', async (processing_status, request_counts, status) => {
  const { provider, context } = setting(undefined, [{ id: 'msgbatch_1', processing_status, request_counts }])
  const ref = { provider: 'anthropic', capability: 'batch', model: 'm', id: 'msgbatch_1' } as const
  expect(await provider.batch.poll(ref, context)).toEqual(status)
})

test('refuses options that it does not know, by name', () => {
  const { provider } = setting()
  const checked = provider.options['~standard'].validate({ tools: ['web_search'], webSearch: true })
  expect(checked).toMatchObject({ issues: [{ path: [{ key: 'webSearch' }] }] })
})
