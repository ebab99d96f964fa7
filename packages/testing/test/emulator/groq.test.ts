import Groq from 'groq-sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator/index.ts'

let emulator: Emulator
let client: Groq
beforeAll(async () => {
  emulator = await startEmulator()
  client = new Groq({ apiKey: emulator.key('groq'), baseURL: emulator.sdkBaseURL('groq'), maxRetries: 0 })
})
afterAll(() => emulator.close())

const user = (content: string) => [{ role: 'user' as const, content }]
const tools = [
  {
    type: 'function' as const,
    function: {
      name: 'lookup',
      parameters: { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] },
    },
  },
]

test('reasoning models show their reasoning beside the text, with times and an x_groq id', async () => {
  const answer = await client.chat.completions.create({
    model: 'openai/gpt-oss-20b',
    messages: user('Name a prime.'),
    reasoning_effort: 'low',
  })
  expect(answer.choices[0]!.message.reasoning).toContain('I count its words')
  expect(answer.x_groq!.id).toMatch(/^req_/u)
  expect(answer.usage!.total_time).toBeGreaterThan(0)
})

test('a stream carries reasoning with its channel and the usage three times', async () => {
  // The SDK's types know neither the option nor the field; the service has both.
  const request = { model: 'openai/gpt-oss-20b', messages: user('Name a prime.'), stream: true as const }
  const option = { stream_options: { include_usage: true } }
  const stream = await client.chat.completions.create({ ...request, ...option })
  let text = ''
  let reasoning = ''
  let usages = 0
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? ''
    reasoning += chunk.choices[0]?.delta.reasoning ?? ''
    usages += Number('usage' in chunk) + Number(chunk.x_groq?.usage != null)
  }
  expect(text).toContain('Name a prime.')
  expect(reasoning).toContain('I count its words')
  expect(usages).toBe(3)
})

test('a tool call comes whole in one chunk', async () => {
  const stream = await client.chat.completions.create({
    model: 'llama-3.3-70b-versatile',
    messages: user('lookup it'),
    tools,
    stream: true,
  })
  const deltas = []
  for await (const chunk of stream) deltas.push(...(chunk.choices[0]?.delta.tool_calls ?? []))
  expect(deltas).toHaveLength(1)
  expect(JSON.parse(deltas[0]!.function!.arguments!)).toEqual({ word: 'sample' })
})

test('a tool round trip ends in text, and the tool message leaves out its content', async () => {
  const first = await client.chat.completions.create({
    model: 'llama-3.3-70b-versatile',
    messages: user('lookup it'),
    tools,
  })
  const { message } = first.choices[0]!
  expect('content' in message).toBe(false)
  const second = await client.chat.completions.create({
    model: 'llama-3.3-70b-versatile',
    messages: [
      ...user('lookup it'),
      message,
      { role: 'tool', tool_call_id: message.tool_calls![0]!.id, content: 'pond' },
    ],
    tools,
  })
  expect(second.choices[0]!.message.content).toContain('pond')
})

test('raw reasoning stands between tags in the text', async () => {
  const answer = await client.chat.completions.create({
    model: 'qwen/qwen3-32b',
    messages: user('Hi'),
    reasoning_format: 'raw',
  })
  expect(answer.choices[0]!.message.content).toMatch(/^<think>\n.*<\/think>/su)
})

test('transcription knows json, text and verbose json', async () => {
  const file = () => new File([new Uint8Array(32_000)], 'pond.mp3')
  const model = 'whisper-large-v3-turbo'
  const plain = await client.audio.transcriptions.create({ file: file(), model })
  expect(plain.text).toContain('pond.mp3')
  const verbose = (await client.audio.transcriptions.create({
    file: file(),
    model,
    response_format: 'verbose_json',
  })) as unknown as { duration: number; language: string }
  expect(verbose).toMatchObject({ duration: 2, language: 'English' })
  const text = (await client.audio.transcriptions.create({
    file: file(),
    model,
    response_format: 'text',
  })) as unknown as string
  expect(text).toMatch(/^ The file/u)
})

test('models tell their windows, and speech is a WAV', async () => {
  const { data } = await client.models.list()
  expect(data.map(({ id }) => id)).toContain('openai/gpt-oss-20b')
  const speech = await client.audio.speech.create({
    model: 'canopylabs/orpheus-v1-english',
    voice: 'troy',
    input: 'Hello',
    response_format: 'wav',
  })
  expect(Buffer.from(await speech.arrayBuffer()).toString('latin1', 0, 4)).toBe('RIFF')
})

test('a batch runs each of its lines', async () => {
  const line = {
    custom_id: 'one',
    method: 'POST',
    url: '/v1/chat/completions',
    body: { model: 'llama-3.1-8b-instant', messages: user('Hi') },
  }
  const file = await client.files.create({
    file: new File([`${JSON.stringify(line)}\n`], 'in.jsonl'),
    purpose: 'batch',
  })
  const { id } = await client.batches.create({
    input_file_id: file.id!,
    endpoint: '/v1/chat/completions',
    completion_window: '24h',
  })
  await client.batches.retrieve(id)
  const done = await client.batches.retrieve(id)
  expect(done).toMatchObject({ status: 'completed', request_counts: { total: 1, completed: 1, failed: 0 } })
  const output = await (await client.files.content(done.output_file_id!)).text()
  expect(JSON.parse(output).response.body.choices[0].message.content).toContain('Hi')
})

test('refusals are in the words of Groq', async () => {
  const ask = (more: object) =>
    client.chat.completions.create({ model: 'llama-3.3-70b-versatile', messages: user('Hi'), ...more })
  await expect(ask({ cache_control: {} })).rejects.toMatchObject({
    status: 400,
    error: { error: { message: "property 'cache_control' is unsupported" } },
  })
  await expect(ask({ model: 'gemma2-9b-it' })).rejects.toMatchObject({
    error: { error: { code: 'model_decommissioned' } },
  })
  await expect(ask({ n: 2 })).rejects.toMatchObject({ status: 400 })
  await expect(ask({ model: 'does-not-exist' })).rejects.toMatchObject({
    status: 404,
    error: { error: { code: 'model_not_found' } },
  })
  await expect(ask({ messages: [{ role: 'user', content: 'Hi', reasoning_content: 'x' }] })).rejects.toThrow(
    /property 'reasoning_content' is unsupported/u,
  )
  const stranger = new Groq({ apiKey: 'gsk_wrong', baseURL: emulator.sdkBaseURL('groq'), maxRetries: 0 })
  await expect(stranger.models.list()).rejects.toMatchObject({
    status: 401,
    error: { error: { code: 'invalid_api_key', message: 'Invalid API Key' } },
  })
})
