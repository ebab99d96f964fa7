import { Mistral } from '@mistralai/mistralai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator/index.ts'

let emulator: Emulator
let client: Mistral
beforeAll(async () => {
  emulator = await startEmulator()
  client = new Mistral({
    apiKey: emulator.key('mistral'),
    serverURL: emulator.sdkBaseURL('mistral'),
    retryConfig: { strategy: 'none' },
  })
})
afterAll(() => emulator.close())

const model = 'mistral-small-2603'
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

/** A request as it is, past the SDK's own checks. */
async function post(path: string, body: object, key = emulator.key('mistral')) {
  const response = await fetch(`${emulator.baseURL('mistral')}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key !== '' && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

test('reasoning stands in the content, before the text', async () => {
  const answer = await client.chat.complete({ model, messages: user('Name a prime.'), reasoningEffort: 'high' })
  const content = answer.choices[0]!.message!.content as { type: string }[]
  expect(content.map(({ type }) => type)).toEqual(['thinking', 'text'])
})

test('a stream ends with its usage, and sends reasoning as lists', async () => {
  const stream = await client.chat.stream({ model, messages: user('Name a prime.'), reasoningEffort: 'high' })
  let text = ''
  let thoughts = 0
  let total: number | undefined
  for await (const { data } of stream) {
    const content = data.choices[0]!.delta.content
    if (typeof content === 'string') text += content
    else if (content) thoughts += content.length
    total = data.usage?.totalTokens ?? total
  }
  expect(text).toContain('Name a prime.')
  expect([thoughts > 0, total! > 0]).toEqual([true, true])
})

test('calls come whole with the reason, under ids of nine characters', async () => {
  const stream = await client.chat.stream({ model, messages: user('Use lookup.'), tools, toolChoice: 'any' })
  const chunks = []
  for await (const { data } of stream) chunks.push(data)
  const { finishReason, delta } = chunks.at(-1)!.choices[0]!
  expect([finishReason, delta.toolCalls?.[0]?.function.name]).toEqual(['tool_calls', 'lookup'])
  expect(delta.toolCalls![0]!.id).toMatch(/^[a-z0-9]{9}$/u)
  const named = await client.chat.complete({
    model,
    messages: user('Use lookup.'),
    tools,
    toolChoice: { type: 'function', function: { name: 'lookup' } },
  })
  expect(named.choices[0]!.finishReason).toBe('tool_calls')
})

const call = (id: string) => ({
  role: 'assistant',
  tool_calls: [{ id, type: 'function', function: { name: 'lookup', arguments: '{}' } }],
})
const result = (id: string) => ({ role: 'tool', tool_call_id: id, content: 'x' })

test.each([
  ['a field that it does not know', { store: false }, 422, 'extra_forbidden'],
  ['a field of a message that it does not know', { messages: [{ role: 'user', content: 'x', id: 1 }] }, 422, 'extra'],
  ['a piece that it does not know', { messages: [{ role: 'user', content: [{ type: 'video' }] }] }, 422, 'enum'],
  ['log probabilities', { logprobs: true }, 400, '3051'],
  ['a model that there is not', { model: 'does-not-exist' }, 400, '1500'],
  ['an id of a call that is not its own', { messages: [...user('x'), call('call_1'), result('call_1')] }, 400, '3280'],
  [
    'a question straight after a result',
    { messages: [...user('x'), call('abcdefgh1'), result('abcdefgh1'), ...user('y')] },
    400,
    'Unexpected role',
  ],
  [
    'an answer at the end',
    { messages: [...user('x'), { role: 'assistant', content: 'y' }] },
    400,
    'Expected last role',
  ],
])('refuses %s', async (_name, body, status, words) => {
  const refused = await post('/chat/completions', { model, messages: user('Hello'), ...body })
  expect(refused.status).toBe(status)
  expect(JSON.stringify(refused.body)).toContain(words)
})

test('a missing key is told otherwise than a wrong one', async () => {
  const body = { model, messages: user('Hello') }
  expect((await post('/chat/completions', body, '')).body).toMatchObject({ message: 'No API key found in request' })
  expect((await post('/chat/completions', body, 'wrong')).body).toEqual({ detail: 'Invalid API Key' })
})

test('fills a gap as a chat is answered', async () => {
  const { choices } = await client.fim.complete({ model: 'codestral-2508', prompt: 'const a =', suffix: ';' })
  expect(String(choices[0]!.message!.content).length).toBeGreaterThan(3)
})

test('makes vectors of a chosen length, and refuses too many texts', async () => {
  const { data } = await client.embeddings.create({ model: 'codestral-embed', inputs: ['a', 'b'], outputDimension: 8 })
  expect(data.map(({ embedding }) => embedding!.length)).toEqual([8, 8])
  const many = await post('/embeddings', { model: 'mistral-embed', input: Array(513).fill('a') })
  expect(many.body).toMatchObject({ code: '3210' })
})

test('judges texts, and the last turn of a conversation', async () => {
  const judge = { model: 'mistral-moderation-2603' }
  const { results } = await client.classifiers.moderate({ ...judge, inputs: ['Hi', 'My address is here'] })
  expect(results.map(({ categories }) => categories!['pii'])).toEqual([false, true])
  const inputs = [...user('My address is here'), { role: 'assistant' as const, content: 'Fine.' }]
  const last = await client.classifiers.moderateChat({ ...judge, inputs })
  expect(last.results[0]!.categories!['pii']).toBe(false)
})

test('reads documents page by page, and fills a form in', async () => {
  const document = { type: 'document_url' as const, documentUrl: 'https://a.example/a.pdf' }
  const read = await client.ocr.process({ model: 'mistral-ocr-latest', document, pages: [1], includeImageBase64: true })
  expect(read.pages.map(({ index }) => index)).toEqual([1])
  expect(read.pages[0]!.images[0]!.imageBase64).toContain('data:image/jpeg;base64,')
  const { body } = await post('/ocr', {
    model: 'mistral-ocr-latest',
    document: { type: 'document_url', document_url: 'https://a.example/a.pdf' },
    document_annotation_format: {
      type: 'json_schema',
      json_schema: {
        name: 'form',
        schema: { type: 'object', properties: { total: { type: 'integer' } }, required: ['total'] },
      },
    },
  })
  expect(JSON.parse(body['document_annotation'] as string)).toEqual({ total: expect.any(Number) })
})

test('converses: searches by itself, streams its entries, and names what it found', async () => {
  const request = { model, inputs: 'What is new in Oslo?', tools: [{ type: 'web_search' as const }] }
  const whole = await client.beta.conversations.start(request)
  expect(whole.outputs.map(({ type }) => type)).toEqual(['tool.execution', 'message.output'])
  const kinds = new Set<string>()
  for await (const { event } of await client.beta.conversations.startStream(request)) kinds.add(event)
  expect([...kinds]).toEqual([
    'conversation.response.started',
    'tool.execution.started',
    'tool.execution.done',
    'message.output.delta',
    'conversation.response.done',
  ])
  expect((await post('/conversations', { inputs: 'Hi' })).status).toBe(400)
})

test('stores files, writes them down as they are spoken, and forgets them', async () => {
  const stored = await client.files.upload({
    file: { fileName: 'a.wav', content: new Uint8Array(32_000) },
    purpose: 'ocr',
  })
  const stream = await client.audio.transcriptions.stream({ model: 'voxtral-mini-2602', fileId: stored.id })
  const kinds = new Set<string>()
  for await (const { event } of stream) kinds.add(event)
  expect([...kinds]).toEqual(['transcription.language', 'transcription.text.delta', 'transcription.done'])
  await client.files.delete({ fileId: stored.id })
  await expect(client.files.retrieve({ fileId: stored.id })).rejects.toMatchObject({ statusCode: 404 })
})

test('runs batches, step by step', async () => {
  const { id, status } = await client.batch.jobs.create({
    endpoint: '/v1/chat/completions',
    model,
    requests: [{ customId: 'a', body: { messages: user('Hello') } }],
  })
  const states: string[] = [status]
  for (let step = 0; step < 2; step++) states.push((await client.batch.jobs.get({ jobId: id })).status)
  expect(states).toEqual(['QUEUED', 'RUNNING', 'SUCCESS'])
})

test('tells a failure inside a stream by a line of its own', async () => {
  emulator.inject({ service: 'mistral', inBandError: 2, code: '1300' })
  const response = await fetch(`${emulator.baseURL('mistral')}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${emulator.key('mistral')}` },
    body: JSON.stringify({ model, messages: user('Hello'), stream: true }),
  })
  expect(await response.text()).toContain('"code":"1300","raw_status_code":429')
  emulator.clearFaults()
})
