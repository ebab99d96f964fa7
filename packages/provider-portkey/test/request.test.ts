import { expect, test } from 'vitest'
import { bodyOf, own, routed } from './setting.ts'
import type { Reasoning } from '@llmrr/core'
import type { GatewayConfig } from '../src/index.ts'

const prompt = 'Hi'
const hosted = { PORTKEY_API_KEY: 'pk' }

test('a hosted gateway gets the account’s key; one of your own needs none', async () => {
  const { url, headers } = await bodyOf({ prompt }, { config: {}, env: hosted })
  expect(url).toBe('https://api.portkey.ai/v1/chat/completions')
  expect(headers).toMatchObject({ 'x-portkey-api-key': 'pk' })
  expect(headers).not.toHaveProperty('authorization')
  expect((await bodyOf({ prompt })).headers).not.toHaveProperty('x-portkey-api-key')
  await expect(bodyOf({ prompt }, { config: {} })).rejects.toMatchObject({
    code: 'auth',
    message: expect.stringContaining('PORTKEY_API_KEY'),
  })
})

test('the environment names another gateway', async () => {
  const env = { PORTKEY_BASE_URL: 'http://gateway:8787/v1' }
  expect((await bodyOf({ prompt }, { config: {}, env })).url).toBe('http://gateway:8787/v1/chat/completions')
})

test('the key of the service behind is a bearer', async () => {
  const config = { ...own, provider: 'openai', providerKey: 'sk-upstream' }
  expect((await bodyOf({ prompt }, { config })).headers).toMatchObject({
    authorization: 'Bearer sk-upstream',
    'x-portkey-provider': 'openai',
  })
})

test('a config is written in the gateway’s words', async () => {
  const config: GatewayConfig = {
    strategy: { mode: 'fallback', onStatusCodes: [429, 446] },
    retry: { attempts: 2, onStatusCodes: [503], useRetryAfterHeader: true },
    cache: { mode: 'simple', maxAgeSeconds: 60 },
    requestTimeoutMs: 9000,
    inputGuardrails: ['pg-1', { checks: { 'default.contains': { operator: 'none', words: ['x'] } }, deny: true }],
    targets: [
      {
        provider: 'openai',
        apiKey: 'sk-1',
        customHost: 'http://127.0.0.1:1/v1',
        overrideParams: { model: 'größer', max_tokens: 5 },
        weight: 0.7,
      },
      {
        name: 'cloud',
        provider: 'bedrock',
        cloud: { awsAccessKeyId: 'AK', awsSecretAccessKey: 'sec', awsRegion: 'eu-central-1' },
      },
      { strategy: { mode: 'loadbalance', sticky: { hashFields: ['metadata.user'], ttlSeconds: 60 } }, targets: [] },
    ],
  }
  const { headers } = await bodyOf({ prompt }, { config: { ...own, config } })
  const text = headers['x-portkey-config']!
  expect(text).toMatch(/^[ -~]+$/)
  expect(JSON.parse(text)).toEqual({
    strategy: { mode: 'fallback', on_status_codes: [429, 446] },
    retry: {
      attempts: 2,
      on_status_codes: [503],
      use_retry_after_header: true,
      use_retry_after_headers: true,
    },
    cache: { mode: 'simple', max_age: 60 },
    request_timeout: 9000,
    input_guardrails: ['pg-1', { 'default.contains': { operator: 'none', words: ['x'] }, deny: true }],
    targets: [
      {
        provider: 'openai',
        api_key: 'sk-1',
        custom_host: 'http://127.0.0.1:1/v1',
        override_params: { model: 'größer', max_tokens: 5 },
        weight: 0.7,
      },
      {
        name: 'cloud',
        provider: 'bedrock',
        aws_access_key_id: 'AK',
        aws_secret_access_key: 'sec',
        aws_region: 'eu-central-1',
      },
      {
        strategy: { mode: 'loadbalance', sticky: { enabled: true, hash_fields: ['metadata.user'], ttl: 60 } },
        targets: [],
      },
    ],
  })
})

test('a condition keeps the spelling of its paths', async () => {
  const config: GatewayConfig = {
    strategy: {
      mode: 'conditional',
      conditions: [{ query: { 'metadata.userPlan': { $eq: 'paid' } }, target: 'big' }],
      default: 'small',
    },
    targets: [{ name: 'big', provider: '@a' }],
  }
  const { headers } = await bodyOf({ prompt }, { config: { ...own, config } })
  expect(headers['x-portkey-config']).toContain(
    '"conditions":[{"query":{"metadata.userPlan":{"$eq":"paid"}},"then":"big"}]',
  )
})

test('a target names a config of the provider, or one that is kept at Portkey', async () => {
  const config = { ...own, configs: { cheap: { provider: 'groq' } }, config: 'pc-default' }
  expect((await bodyOf({ prompt }, { config })).headers['x-portkey-config']).toBe('pc-default')
  expect((await bodyOf({ prompt }, { config, options: { config: 'cheap' } })).headers['x-portkey-config']).toBe(
    '{"provider":"groq"}',
  )
  expect((await bodyOf({ prompt }, { config, options: { config: 'pc-9' } })).headers['x-portkey-config']).toBe('pc-9')
})

test('the options of a target are headers', async () => {
  const { headers } = await bodyOf(
    { prompt, metadata: { plan: 'paid' } },
    {
      config: { ...own, virtualKey: 'general' },
      options: {
        provider: '@openai-prod',
        customHost: 'https://llm.example/v1',
        forwardHeaders: ['x-a', 'x-b'],
        traceId: 't1',
        spanId: 's1',
        parentSpanId: 's0',
        spanName: 'ask',
        metadata: { _user: 'ü', plan: 'free' },
        cache: 'semantic',
        cacheForceRefresh: true,
        cacheNamespace: 'team',
        retryCount: 2,
        requestTimeoutMs: 5000,
        strictOpenAiCompliance: false,
        debug: false,
      },
    },
  )
  expect(headers).toEqual({
    accept: 'application/json',
    'content-type': 'application/json',
    'x-portkey-provider': '@openai-prod',
    'x-portkey-custom-host': 'https://llm.example/v1',
    'x-portkey-forward-headers': 'x-a,x-b',
    'x-portkey-trace-id': 't1',
    'x-portkey-span-id': 's1',
    'x-portkey-parent-span-id': 's0',
    'x-portkey-span-name': 'ask',
    'x-portkey-metadata': String.raw`{"_user":"\u00fc","plan":"paid"}`,
    'x-portkey-cache': 'semantic',
    'x-portkey-cache-force-refresh': 'true',
    'x-portkey-cache-namespace': 'team',
    'x-portkey-retry-count': '2',
    'x-portkey-request-timeout': '5000',
    'x-portkey-strict-open-ai-compliance': 'false',
    'x-portkey-debug': 'false',
  })
})

test('metadata goes where conditions look for it, and not into the body', async () => {
  const { body, headers } = await bodyOf({ prompt, metadata: { plan: 'paid' }, user: 'u1' })
  expect(body).toEqual({ model: 'gpt-5.4-mini', messages: [{ role: 'user', content: 'Hi' }], user: 'u1' })
  expect(headers['x-portkey-metadata']).toBe('{"plan":"paid"}')
})

test('the model “config” is left to the gateway’s config', async () => {
  expect((await bodyOf({ prompt }, { model: 'config' })).body).not.toHaveProperty('model')
})

test.each([
  ['responses', { id: 'r', status: 'completed', output: [] }],
  ['messages', { id: 'm', type: 'message', content: [], stop_reason: 'end_turn' }],
] as const)('a chat goes over %s where its target asks for it', async (api, body) => {
  const { llm, sent } = routed({ body })
  await llm.chat({ model: { provider: 'portkey', model: 'm', options: { api } }, prompt, metadata: { plan: 'paid' } })
  expect(sent[0]!.url).toBe(`${own.baseURL}/${api}`)
  expect(sent[0]!.body).not.toHaveProperty('metadata')
})

test('the bound of an answer has the name that the model’s service knows', async () => {
  const named = async (model: string) => Object.keys((await bodyOf({ prompt, maxOutputTokens: 9 }, { model })).body)
  expect(await named('@openai-prod/gpt-5.4-mini')).toContain('max_completion_tokens')
  expect(await named('o4-mini')).toContain('max_completion_tokens')
  expect(await named('claude-haiku-4-5')).toContain('max_tokens')
  expect(await named('openai/gpt-oss-20b')).toContain('max_tokens')
})

test('Claude thinks by its own field, others by an effort', async () => {
  const asked = async (reasoning: Reasoning, model: string) => {
    const { body, warnings } = await bodyOf({ prompt, reasoning }, { model })
    return [body['thinking'] ?? body['reasoning_effort'], warnings]
  }
  expect(await asked('low', 'gpt-5.1')).toEqual(['low', []])
  const budget = { type: 'enabled', budget_tokens: 2000 }
  expect(await asked({ tokens: 2000 }, '@anthropic-prod/claude-haiku-4-5')).toEqual([budget, []])
  expect(await asked('low', 'claude-haiku-4-5')).toEqual([undefined, ['reasoning']])
  expect(await asked('none', 'claude-haiku-4-5')).toEqual([{ type: 'disabled' }, []])
  expect(await asked('low', 'claude-haiku-5-5')).toEqual([{ type: 'adaptive' }, ['reasoning']])
  expect(await asked({ tokens: 2000 }, 'claude-haiku-5-5')).toEqual([{ type: 'adaptive' }, ['reasoning.tokens']])
  expect(await asked('low', 'claude-3-haiku-20240307')).toEqual([undefined, ['reasoning']])
})
