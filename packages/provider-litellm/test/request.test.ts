import { expect, test } from 'vitest'
import { bodyOf, own, routed } from './setting.ts'
import type { Reasoning } from '@llmrr/core'

const prompt = 'Hi'
const messages = [{ role: 'user', content: 'Hi' }]

test('a key is a bearer, in whichever header the proxy is set up to; one without keys needs none', async () => {
  expect((await bodyOf({ prompt })).headers).toMatchObject({ authorization: 'Bearer sk-own' })
  const named = await bodyOf({ prompt }, { config: { ...own, keyHeader: 'x-litellm-api-key' } })
  expect(named.headers).toMatchObject({ 'x-litellm-api-key': 'Bearer sk-own' })
  expect(named.headers).not.toHaveProperty('authorization')
  expect((await bodyOf({ prompt }, { config: {} })).headers).not.toHaveProperty('authorization')
  expect((await bodyOf({ prompt }, { config: {}, env: { LITELLM_API_KEY: 'sk-env' } })).headers).toMatchObject({
    authorization: 'Bearer sk-env',
  })
  await expect(bodyOf({ prompt }, { config: { keyHeader: 'x-litellm-api-key' } })).rejects.toMatchObject({
    code: 'auth',
    message: expect.stringContaining('LITELLM_API_KEY'),
  })
})

test('the proxy is found with or without the version in its address', async () => {
  const urlOf = async (baseURL?: string, env = {}) =>
    (await bodyOf({ prompt }, { config: baseURL === undefined ? {} : { baseURL }, env })).url
  const url = 'http://proxy:4000/v1/chat/completions'
  expect(await urlOf('http://proxy:4000')).toBe(url)
  expect(await urlOf('http://proxy:4000/')).toBe(url)
  expect(await urlOf('http://proxy:4000/v1')).toBe(url)
  expect(await urlOf('http://proxy:4000/v1/')).toBe(url)
  expect(await urlOf(undefined, { LITELLM_BASE_URL: 'http://proxy:4000' })).toBe(url)
  expect(await urlOf(undefined, { LITELLM_PROXY_API_BASE: 'http://proxy:4000' })).toBe(url)
  expect(await urlOf()).toBe('http://localhost:4000/v1/chat/completions')
})

test('nothing is said to the proxy that a target does not say', async () => {
  expect((await bodyOf({ prompt })).body).toEqual({ model: 'fast', messages })
})

test('retries that are the router’s are forbidden to the proxy, unless a target says otherwise', async () => {
  const config = { ...own, retries: 'router' } as const
  expect((await bodyOf({ prompt }, { config })).body).toMatchObject({ num_retries: 0, disable_fallbacks: true })
  const { body } = await bodyOf({ prompt }, { config, options: { numRetries: 2, fallbacks: ['slow'] } })
  expect(body).toMatchObject({ num_retries: 2, fallbacks: ['slow'] })
  expect(body).not.toHaveProperty('disable_fallbacks')
})

test('a form says it in headers', async () => {
  const { llm, sent } = routed({ body: { text: 'Good day.' } }, { ...own, retries: 'router' })
  const audio = { type: 'media', mediaType: 'audio/wav', data: 'UklGRg==' } as const
  await llm.transcribe({ model: { provider: 'litellm', model: 'm', options: { tags: ['a', 'b'] } }, audio })
  const { headers } = sent[0]!
  expect(['tags', 'num-retries', 'timeout'].map((name) => headers.get(`x-litellm-${name}`))).toEqual(['a,b', '0', null])
})

test('what the proxy does itself is told nothing of it', async () => {
  const { llm, sent } = routed({ body: { total_tokens: 1 } }, { ...own, retries: 'router' })
  await llm.countTokens({ model: { provider: 'litellm', model: 'm', options: { tags: ['a'] } }, prompt })
  expect(sent[0]!.body).toEqual({ model: 'm', messages })
})

test('files and batches name the service behind in the query', async () => {
  const file = { id: 'file-1', object: 'file', bytes: 1, filename: 'a', purpose: 'batch' }
  const { llm, sent } = routed({ body: { ...file, status: 'completed' } })
  const model = { provider: 'litellm', model: 'm', options: { customProvider: 'openai' } }
  await llm.batch.submit({ model, requests: [{ id: 'a', request: { prompt } }] })
  expect(sent.map(({ url }) => url.slice(own.baseURL.length))).toEqual([
    '/v1/files?custom_llm_provider=openai',
    '/v1/batches?custom_llm_provider=openai',
  ])
})

test.each([
  ['responses', { id: 'r', status: 'completed', output: [] }],
  ['messages', { id: 'm', type: 'message', content: [], stop_reason: 'end_turn' }],
] as const)('a chat goes over %s where its target asks for it, with the proxy’s fields', async (api, body) => {
  const { llm, sent } = routed({ body })
  const options = { api, tags: ['a'] }
  await llm.chat({ model: { provider: 'litellm', model: 'm', options }, prompt })
  expect(sent[0]).toMatchObject({ url: `${own.baseURL}/v1/${api}`, body: { tags: ['a'] } })
})

test('an effort is OpenAI’s word, a budget is Claude’s field', async () => {
  const asked = async (reasoning: Reasoning) => {
    const { body } = await bodyOf({ prompt, reasoning })
    return [body['reasoning_effort'], body['thinking']]
  }
  expect(await asked('low')).toEqual(['low', undefined])
  expect(await asked({ tokens: 2000 })).toEqual([undefined, { type: 'enabled', budget_tokens: 2000 }])
})

test('a mark of the cache is Claude’s', async () => {
  const system = (ttlSeconds: number) => [{ type: 'text', text: 'Long.', cache: { ttlSeconds } }] as const
  const marked = async (ttlSeconds: number) => {
    const { body } = await bodyOf({ messages: [{ role: 'user', content: system(ttlSeconds) }] })
    return (body['messages'] as { content: { cache_control?: object }[] }[])[0]!.content[0]!.cache_control
  }
  expect(await marked(300)).toEqual({ type: 'ephemeral' })
  expect(await marked(3600)).toEqual({ type: 'ephemeral', ttl: '1h' })
})
