import Anthropic from '@anthropic-ai/sdk'
import OpenAI, { AzureOpenAI, toFile } from 'openai'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator/index.ts'

const slug = 'azure-openai'
const messages = [{ role: 'user' as const, content: 'Why do goldfish like ponds?' }]
let emulator: Emulator
let classic: AzureOpenAI
let v1: OpenAI

beforeAll(async () => {
  emulator = await startEmulator()
  const [apiKey, endpoint] = [emulator.key(slug), emulator.sdkBaseURL(slug)]
  classic = new AzureOpenAI({ apiKey, endpoint, apiVersion: '2024-10-21', maxRetries: 0 })
  v1 = new OpenAI({ apiKey, baseURL: `${endpoint}/openai/v1`, maxRetries: 0 })
})
beforeEach(() => {
  emulator.setAnswer(undefined)
  emulator.clearFaults()
})
afterAll(() => emulator.close())

test('the official client chats with a deployment, whose name stands in the path', async () => {
  const whole = await classic.chat.completions.create({ model: 'gpt-4o', messages })
  const stream = classic.chat.completions.stream({
    model: 'gpt-4o',
    messages,
    stream_options: { include_usage: true },
  })
  const final = await stream.finalChatCompletion()
  expect(final.choices[0]!.message.content).toBe(whole.choices[0]!.message.content)
  expect(final.usage).toEqual(whole.usage)
  expect(emulator.requests.at(-1)).toMatchObject({
    path: '/openai/deployments/gpt-4o/chat/completions',
    query: { 'api-version': '2024-10-21' },
  })
})

test('a stream begins with the verdicts on the prompt, and every choice has its own', async () => {
  const chunks = []
  for await (const chunk of await classic.chat.completions.create({ model: 'gpt-4o', messages, stream: true }))
    chunks.push(chunk as unknown as Record<string, unknown> & { choices: Record<string, unknown>[] })
  expect(chunks[0]).toMatchObject({ id: '', choices: [], prompt_filter_results: [{ prompt_index: 0 }] })
  const choices = chunks.slice(1).flatMap((chunk) => chunk.choices)
  expect(choices.every((choice) => 'content_filter_results' in choice)).toBe(true)
  expect(choices[1]).toMatchObject({ content_filter_results: { hate: { filtered: false } } })
})

test('v1 takes the key as bearer, over both APIs', async () => {
  const chat = await v1.chat.completions.create({ model: 'gpt-5.4', messages })
  expect(chat.choices[0]!.message.content).toContain('goldfish')
  const answer = await v1.responses.create({ model: 'gpt-5.4', input: 'Why do goldfish like ponds?' })
  expect(answer.output_text).toContain('goldfish')
})

test('tools, embeddings, speech, transcripts, files and batches', async () => {
  const tools = [
    {
      type: 'function' as const,
      function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
    },
  ]
  const called = await classic.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: 'Please use get_weather.' }],
    tools,
  })
  expect(called.choices[0]!.finish_reason).toBe('tool_calls')
  const { data } = await classic.embeddings.create({ model: 'text-embedding-3-small', input: ['a', 'b'] })
  expect(data).toHaveLength(2)
  const speech = await classic.audio.speech.create({ model: 'tts', input: 'Hello', voice: 'alloy' })
  expect((await speech.arrayBuffer()).byteLength).toBeGreaterThan(100)
  const file = await toFile(Buffer.from('RIFF0000WAVE'), 'a.wav', { type: 'audio/wav' })
  expect((await classic.audio.transcriptions.create({ model: 'whisper', file })).text).not.toBe('')
  const line = { custom_id: '1', method: 'POST', url: '/chat/completions', body: { model: 'gpt-4o', messages } }
  const stored = await classic.files.create({
    file: await toFile(Buffer.from(JSON.stringify(line)), 'b.jsonl'),
    purpose: 'batch',
  })
  let batch = await classic.batches.create({
    input_file_id: stored.id,
    endpoint: '/chat/completions' as '/v1/chat/completions',
    completion_window: '24h',
  })
  while (!['completed', 'failed'].includes(batch.status)) batch = await classic.batches.retrieve(batch.id)
  expect(batch.request_counts).toEqual({ total: 1, completed: 1, failed: 0 })
})

test('pictures are of v1 by its preview alone, and never webp', async () => {
  const preview = new OpenAI({
    apiKey: emulator.key(slug),
    baseURL: `${emulator.sdkBaseURL(slug)}/openai/v1`,
    defaultQuery: { 'api-version': 'preview' },
    maxRetries: 0,
  })
  const { data } = await preview.images.generate({ model: 'gpt-image-2', prompt: 'A goldfish' })
  expect(data![0]!.b64_json).toBeTruthy()
  await expect(v1.images.generate({ model: 'gpt-image-2', prompt: 'A goldfish' })).rejects.toMatchObject({
    status: 404,
  })
  await expect(
    preview.images.generate({ model: 'gpt-image-2', prompt: 'A goldfish', output_format: 'webp' }),
  ).rejects.toMatchObject({ status: 400 })
})

test('Claude answers under /anthropic, with a key under its own name', async () => {
  const claude = new Anthropic({
    apiKey: 'unused',
    // The client of today sends a key as bearer, which Azure takes for a token.
    defaultHeaders: { authorization: null, 'x-api-key': emulator.key(slug), 'anthropic-version': '2023-06-01' },
    baseURL: `${emulator.sdkBaseURL(slug)}/anthropic`,
    maxRetries: 0,
  })
  const { content } = await claude.messages.create({ model: 'claude-haiku-4-5', max_tokens: 99, messages })
  expect(content[0]).toMatchObject({ type: 'text', text: expect.stringContaining('goldfish') as string })
})

test('refuses in the words of the gateway: a wrong key, a path without its version, a deployment that is not there', async () => {
  const endpoint = emulator.sdkBaseURL(slug)
  const wrong = new AzureOpenAI({ apiKey: 'wrong', endpoint, apiVersion: '2024-10-21', maxRetries: 0 })
  const ask = { model: 'gpt-4o', messages }
  await expect(wrong.chat.completions.create(ask)).rejects.toMatchObject({ status: 401, error: { code: '401' } })
  const old = new AzureOpenAI({ apiKey: emulator.key(slug), endpoint, apiVersion: 'preview', maxRetries: 0 })
  await expect(old.chat.completions.create(ask)).rejects.toMatchObject({ status: 404, error: { code: '404' } })
  await expect(classic.chat.completions.create({ ...ask, model: 'does-not-exist' })).rejects.toMatchObject({
    status: 404,
    error: { code: 'DeploymentNotFound' },
  })
  emulator.inject({ status: 400, code: 'content_filter' })
  await expect(classic.chat.completions.create(ask)).rejects.toMatchObject({
    error: { code: 'content_filter', innererror: { code: 'ResponsibleAIPolicyViolation' } },
  })
})

test('tokens are for one audience, and no text that looks like one passes', async () => {
  const endpoint = emulator.sdkBaseURL(slug)
  const token = async (scope: string) => {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'app',
      client_secret: emulator.key(slug),
      scope: `${scope}/.default`,
    })
    const response = await fetch(`${endpoint}/tenant/oauth2/v2.0/token`, { method: 'POST', body: form })
    return ((await response.json()) as { access_token: string }).access_token
  }
  const status = async (path: string, bearer: string) =>
    (await fetch(endpoint + path, { headers: { authorization: `Bearer ${bearer}` } })).status
  const models = '/openai/v1/models'
  const deployments =
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/a/deployments?api-version=2024-10-01'
  const [data, management] = [
    await token('https://cognitiveservices.azure.com'),
    await token('https://management.azure.com'),
  ]
  expect([await status(models, data), await status(deployments, management)]).toEqual([200, 200])
  expect([await status(models, management), await status(deployments, data)]).toEqual([401, 401])
  expect(await status(models, `${data}x`)).toBe(401)
})
