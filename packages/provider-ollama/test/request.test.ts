import { expect, test } from 'vitest'
import { createRouter } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { ollama } from '../src/index.ts'
import { readHost } from '../src/address.ts'
import { windowFor } from '../src/request.ts'
import type { OllamaConfig, OllamaOptions } from '../src/index.ts'

const done = { model: 'm', message: { role: 'assistant', content: 'Hi' }, done: true, done_reason: 'stop' }

function asking({ env = {}, ...config }: OllamaConfig & { env?: Record<string, string> } = {}, body: unknown = done) {
  const sent: { method: string; url: string; headers: Headers; body: Record<string, unknown> }[] = []
  const host = virtualHost({
    env,
    fetch: async (url, init) => {
      const text = typeof init?.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {}
      sent.push({ method: init?.method ?? 'GET', url, headers: new Headers(init?.headers), body: text })
      return typeof body === 'string'
        ? new Response(body, { headers: { 'content-type': 'application/x-ndjson' } })
        : Response.json(body)
    },
  })
  return { llm: createRouter({ use: [ollama(config)], host }), sent }
}

const to = (model: string, options: OllamaOptions = {}) => ({ provider: 'ollama', model, options })

test.each([
  ['127.0.0.1', 'http://127.0.0.1:11434'],
  ['0.0.0.0:9000', 'http://127.0.0.1:9000'],
  ['gpu', 'http://gpu:11434'],
  ['https://gpu.example', 'https://gpu.example'],
  ['http://gpu.example/ollama/', 'http://gpu.example/ollama'],
  ['[::]:11434', 'http://127.0.0.1:11434'],
])('OLLAMA_HOST %s is %s', (value, address) => {
  expect(readHost(value)).toBe(address)
})

test('the server is that of the config, of the environment, or of this machine; the cloud is the cloud', async () => {
  const urls = await Promise.all(
    [{}, { env: { OLLAMA_HOST: 'gpu' } }, { baseURL: 'http://a.test/api/' }, { cloud: true }].map(async (config) => {
      const { llm, sent } = asking(config)
      await llm.chat({ prompt: 'Hi' })
      return sent[0]!.url
    }),
  )
  expect(urls).toEqual([
    'http://127.0.0.1:11434/api/chat',
    'http://gpu:11434/api/chat',
    'http://a.test/api/chat',
    'https://ollama.com/api/chat',
  ])
})

test('no key is sent when there is none, and the cloud has no cost that is known', async () => {
  const { llm, sent } = asking()
  expect((await llm.chat({ prompt: 'Hi' })).cost).toEqual({ usd: 0, source: 'reported' })
  expect(sent[0]!.headers.has('authorization')).toBe(false)
  const cloud = asking({ cloud: true, env: { OLLAMA_API_KEY: 'k1' } })
  expect((await cloud.llm.chat({ prompt: 'Hi' })).cost).toBeUndefined()
  expect(cloud.sent[0]!.headers.get('authorization')).toBe('Bearer k1')
})

test('a longer prompt asks for a larger window, unless the target names one', async () => {
  expect([windowFor(300, 100), windowFor(12_000, 500), windowFor(30_000, undefined)]).toEqual([undefined, 8192, 16_384])
  const { llm, sent } = asking()
  await llm.chat({ prompt: 'word '.repeat(3000) })
  await llm.chat({ model: to('m', { contextWindow: 2048, truncate: true }), prompt: 'word '.repeat(3000) })
  expect(sent.map(({ body }) => [body['options'], body['truncate']])).toEqual([
    [{ num_ctx: 8192 }, false],
    [{ num_ctx: 2048 }, true],
  ])
})

test('thinking is on, off, or a level of gpt-oss; the option has the last word', async () => {
  const { llm, sent } = asking()
  await llm.chat({ model: to('qwen3'), prompt: 'Hi', reasoning: 'none' })
  await llm.chat({ model: to('qwen3'), prompt: 'Hi', reasoning: 'max' })
  const mapped = await llm.chat({ model: to('gpt-oss:20b'), prompt: 'Hi', reasoning: 'none' })
  await llm.chat({ model: to('qwen3', { think: 'max' }), prompt: 'Hi', reasoning: 'low' })
  expect(sent.map(({ body }) => body['think'])).toEqual([false, true, 'low', 'max'])
  expect(mapped.warnings.map(({ field }) => field)).toEqual(['reasoning'])
})

test('a choice of tools is kept as far as it can be', async () => {
  const tool = (name: string) => ({ name, input: { type: 'object' } })
  const tools = [tool('a'), tool('b')]
  const { llm, sent } = asking()
  const none = await llm.chat({ prompt: 'Hi', tools, toolChoice: 'none' })
  const named = await llm.chat({ prompt: 'Hi', tools, toolChoice: { tool: 'b' } })
  const required = await llm.chat({ prompt: 'Hi', tools, toolChoice: 'required' })
  expect(sent.map(({ body }) => (body['tools'] as unknown[] | undefined)?.length)).toEqual([undefined, 1, 2])
  expect([none, named, required].map(({ warnings }) => warnings.map(({ field }) => field))).toEqual([
    [],
    ['toolChoice'],
    ['toolChoice'],
  ])
})

test('pictures by address are refused before anything is sent', async () => {
  const { llm, sent } = asking()
  const picture = { type: 'media', mediaType: 'image/png', url: 'https://a.test/1.png' } as const
  await expect(llm.chat({ prompt: [picture] })).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('send the data'),
  })
  expect(sent).toEqual([])
})

test('the cloud searches for each of several queries', async () => {
  const { llm, sent } = asking({ cloud: true }, { results: [{ url: 'https://a.test' }] })
  const { results, usage } = await llm.search({ query: ['a', 'b'] })
  expect(results).toEqual([{ url: 'https://a.test' }, { url: 'https://a.test' }])
  expect(usage).toEqual({ searches: 2 })
  expect(sent.map(({ url }) => url)).toEqual(Array(2).fill('https://ollama.com/api/web_search'))
})

test('extras: what is loaded, what is known of a model, a download with its progress', async () => {
  const known = asking({}, { models: [{ name: 'm' }], version: '0.32.3', capabilities: ['tools'] })
  const { show, running, version, remove } = known.llm.of(ollama)
  expect(await show({ model: 'm' })).toMatchObject({ capabilities: ['tools'] })
  expect(await running(undefined)).toEqual([{ name: 'm' }])
  expect(await version(undefined)).toBe('0.32.3')
  await remove({ model: 'm' })
  expect(known.sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
    'POST /api/show',
    'GET /api/ps',
    'GET /api/version',
    'DELETE /api/delete',
  ])
  const steps: string[] = []
  const lines = '{"status":"pulling manifest"}\n{"status":"success"}\n'
  await asking({}, lines)
    .llm.of(ollama)
    .pull({ model: 'm', onProgress: ({ status }) => void steps.push(status) })
  expect(steps).toEqual(['pulling manifest', 'success'])
  const failing = asking({}, '{"status":"pulling manifest"}\n{"error":"pull model manifest: file does not exist"}\n')
  await expect(failing.llm.of(ollama).pull({ model: 'x' })).rejects.toMatchObject({ name: 'LLMError' })
})

test('the list of installed models tells what they can do', async () => {
  const models = [
    { name: 'qwen3:4b', details: { family: 'qwen3' }, capabilities: ['completion', 'tools', 'thinking', 'vision'] },
    { name: 'nomic-embed-text', details: { family: 'nomic-bert' } },
    { name: 'coder', capabilities: ['completion', 'insert'] },
    { name: 'vectors', capabilities: ['embedding'] },
  ]
  const listed = await asking({}, { models }).llm.models({ provider: 'ollama', live: true })
  const of = (name: string) => listed.find(({ id }) => id === name)
  expect(of('qwen3:4b')).toMatchObject({
    capabilities: ['chat'],
    family: 'qwen3',
    input: ['text', 'image'],
    features: ['tools', 'reasoning', 'structured-output', 'temperature'],
  })
  expect(of('nomic-embed-text')?.capabilities).toEqual(['embed'])
  expect(of('coder')?.capabilities).toEqual(['chat', 'complete'])
  expect(of('vectors')?.capabilities).toEqual(['embed'])
})
