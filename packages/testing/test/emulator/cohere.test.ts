import { CohereClient, CohereClientV2, CohereError } from 'cohere-ai'
import type { Cohere } from 'cohere-ai'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator/index.ts'

let emulator: Emulator
let client: CohereClientV2
beforeAll(async () => {
  emulator = await startEmulator()
  client = clientWith(emulator.key('cohere'))
})
beforeEach(() => {
  emulator.setAnswer(undefined)
  emulator.clearFaults()
})
afterAll(() => emulator.close())

const clientWith = (token: string): CohereClientV2 =>
  new CohereClientV2({ token, environment: emulator.sdkBaseURL('cohere'), maxRetries: 0 })

/** What has no second version is not to be reached by the SDK's second client. */
const older = (): CohereClient =>
  new CohereClient({ token: emulator.key('cohere'), environment: emulator.sdkBaseURL('cohere'), maxRetries: 0 })

const model = 'command-a-03-2025'
const user = (content: string): Cohere.ChatMessageV2[] => [{ role: 'user', content }]
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
const tools: Cohere.ToolV2[] = [{ type: 'function', function: { name: 'get_weather', parameters } }]
const textOf = ({ message: { content = [] } }: Cohere.V2ChatResponse): string =>
  content.map((part) => (part.type === 'text' ? part.text : '')).join('')

interface Streamed {
  readonly types: string[]
  text: string
  thinking: string
  plan: string
  input: string
  end?: Cohere.ChatMessageEndEventDelta
}

async function streamed(request: Omit<Cohere.V2ChatStreamRequest, 'stream'>): Promise<Streamed> {
  const all: Streamed = { types: [], text: '', thinking: '', plan: '', input: '' }
  for await (const event of await client.chatStream(request)) {
    if (all.types.at(-1) !== event.type) all.types.push(event.type)
    if (event.type === 'content-delta') {
      all.text += event.delta?.message?.content?.text ?? ''
      all.thinking += event.delta?.message?.content?.thinking ?? ''
    } else if (event.type === 'tool-plan-delta') all.plan += event.delta?.message?.toolPlan ?? ''
    else if (event.type === 'tool-call-delta') all.input += event.delta?.message?.toolCalls?.function?.arguments ?? ''
    else if (event.type === 'message-end') all.end = event.delta
  }
  return all
}

const errorOf = async (promise: Promise<unknown>): Promise<CohereError> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(CohereError)
  return error as CohereError
}

test('an answer is the same in one piece and as a stream, and counts the same', async () => {
  const request = { model, messages: user('Why do goldfish like ponds?') }
  const whole = await client.chat(request)
  const pieces = await streamed(request)
  expect(textOf(whole)).toContain('Why do goldfish like ponds?')
  expect(pieces.text).toBe(textOf(whole))
  expect(pieces.end?.usage).toEqual(whole.usage)
  expect(whole.usage?.tokens?.inputTokens).toBeGreaterThan(whole.usage!.billedUnits!.inputTokens!)
  expect(pieces.types).toEqual(['message-start', 'content-start', 'content-delta', 'content-end', 'message-end'])
})

test('a reasoning model thinks unless it is told not to', async () => {
  const request = { model: 'command-a-reasoning-08-2025', messages: user('Hello') }
  const thought = await streamed(request)
  expect(thought.thinking).not.toBe('')
  expect(thought.end?.usage?.tokens).toHaveProperty('reasoning_tokens') // Newer than the SDK.
  expect((await streamed({ ...request, thinking: { type: 'disabled' } })).thinking).toBe('')
})

test('tools are planned, called, and answered in text', async () => {
  const ask = { model, messages: user('Use get_weather.'), tools }
  const first = await client.chat(ask)
  expect(first.finishReason).toBe('TOOL_CALL')
  expect(first.message.toolPlan).toContain('get_weather')
  const [call] = first.message.toolCalls!
  const pieces = await streamed(ask)
  expect([pieces.plan, pieces.input]).toEqual([first.message.toolPlan, call!.function!.arguments])
  const document = { data: { report: '4 C' } }
  const messages: Cohere.ChatMessageV2[] = [
    ...user('Use get_weather.'),
    { role: 'assistant', toolPlan: first.message.toolPlan!, toolCalls: first.message.toolCalls! },
    { role: 'tool', toolCallId: call!.id, content: [{ type: 'document', document }] },
  ]
  expect(textOf(await client.chat({ ...ask, messages }))).toContain('4 C')
})

test('what the service refuses in a conversation is refused', async () => {
  const call = { id: 'a', type: 'function' as const, function: { name: 'get_weather', arguments: '{}' } }
  const refused = async (more: object): Promise<unknown> =>
    (await errorOf(client.chat({ model, messages: user('Hello'), tools, ...more } as Cohere.V2ChatRequest))).message
  const spoken = [...user('Hi'), { role: 'assistant', content: 'I look.', toolCalls: [call] }]
  expect(await refused({ messages: spoken })).toContain('text content is not allowed when tool_calls are provided')
  const open = [...user('Hi'), { role: 'assistant', toolCalls: [call] }, ...user('And?')]
  expect(await refused({ messages: open })).toContain('have no result')
  expect(await refused({ temperature: 1.5 })).toContain('temperature must be at most 1')
  expect(await refused({ tools: [], toolChoice: 'REQUIRED' })).toContain('needs tools')
  expect(await refused({ thinking: { type: 'enabled' } })).toContain('not supported by model')
  const responseFormat = { type: 'json_object', jsonSchema: { type: 'object', properties: {} } }
  expect(await refused({ responseFormat })).toContain('at least one required field')
  expect(await refused({ responseFormat, documents: ['A fish.'] })).toContain('not supported with RAG')
  const image = { type: 'image_url', imageUrl: { url: 'https://a.example/a.png' } }
  expect(await refused({ messages: [{ role: 'user', content: [image] }] })).toContain('image content is not supported')
})

test('documents are cited with positions that count characters', async () => {
  const documents = [{ id: 'pond', data: { title: 'Pond', text: 'Fish 🐟 swim. They do.' } }]
  const reply = await client.chat({ model, messages: user('What do fish do?'), documents })
  const [cited] = reply.message.citations!
  expect([...textOf(reply)].slice(cited!.start, cited!.end).join('')).toBe(cited!.text)
  expect(cited!.sources?.[0]).toMatchObject({ type: 'document', id: 'pond', document: { title: 'Pond' } })
  const { types } = await streamed({ model, messages: user('What do fish do?'), documents })
  expect(types).toContain('citation-start')
})

test('an answer satisfies its schema', async () => {
  const jsonSchema = { type: 'object', properties: { n: { type: 'integer', minimum: 7 } }, required: ['n'] }
  const responseFormat = { type: 'json_object' as const, jsonSchema }
  expect(JSON.parse(textOf(await client.chat({ model, messages: user('Hi'), responseFormat })))).toEqual({ n: 7 })
})

test('a wrong key, a missing model and a spent month get the errors of the service', async () => {
  const denied = await errorOf(clientWith('wrong').chat({ model, messages: user('Hello') }))
  expect(denied).toMatchObject({ statusCode: 401, body: { message: expect.stringContaining('Incorrect API key') } })
  const missing = await errorOf(client.chat({ model: 'command-does-not-exist', messages: user('Hello') }))
  expect(missing).toMatchObject({ statusCode: 404, body: { message: expect.stringContaining('not found') } })
  emulator.inject({ service: 'cohere', status: 429, code: 'monthly' })
  const spent = await errorOf(client.chat({ model, messages: user('Hello') }))
  expect(spent).toMatchObject({ statusCode: 429, body: { message: expect.stringContaining('1000 API calls / month') } })
})

test('a stream fails in the middle with a good status', async () => {
  emulator.inject({ service: 'cohere', inBandError: 3 })
  const { end } = await streamed({ model, messages: user('Hello') })
  expect(end).toMatchObject({ finishReason: 'ERROR', error: expect.stringContaining('invalid tool generation') })
})

test('texts and images are embedded, as numbers of each type', async () => {
  const embeddingTypes: Cohere.EmbeddingType[] = ['float', 'int8', 'ubinary']
  const texts = ['a fish', 'a pond']
  const request = { model: 'embed-v4.0', inputType: 'search_document' as const, embeddingTypes, outputDimension: 256 }
  const reply = await client.embed({ ...request, texts })
  expect(reply.embeddings.float?.map(({ length }) => length)).toEqual([256, 256])
  expect(reply.embeddings.ubinary?.[0]).toHaveLength(32)
  expect(Math.max(...reply.embeddings.int8![0]!)).toBeLessThanOrEqual(127)
  const image = 'data:image/png;base64,iVBORw0KGgo='
  const seen = await client.embed({ model: 'embed-english-v3.0', inputType: 'image', images: [image] })
  expect(seen.meta?.billedUnits).toEqual({ images: 1 })
  expect((await errorOf(client.embed({ ...request, texts, images: [image] }))).message).toContain('exactly one of')
})

test('documents that share words with the query come first', async () => {
  const documents = ['Paris is in France', 'Ruby is a language', 'Rails']
  const reply = await client.rerank({ model: 'rerank-v3.5', query: 'the ruby language', documents, topN: 2 })
  expect(reply.results.map(({ index }) => index)[0]).toBe(1)
  expect(reply.results).toHaveLength(2)
  expect(reply.meta?.billedUnits).toEqual({ searchUnits: 1 })
})

test('a text is cut into tokens and put together again', async () => {
  const text = 'Café, then 東京.'
  const { tokens, tokenStrings } = await older().tokenize({ model, text })
  expect(tokenStrings.join('')).toBe(text)
  expect((await older().detokenize({ model, tokens })).text).toBe(text)
})

test('a recording is written down, and the language must be told', async () => {
  const file = () => new File([Buffer.from('RIFF')], 'a.wav', { type: 'audio/wav' })
  const request = { model: 'cohere-transcribe-03-2026', language: 'en' }
  const { text } = await client.audio.transcriptions.create(file(), request)
  expect(text).toContain('a.wav')
  const unsaid = client.audio.transcriptions.create(file(), { ...request, language: '' })
  expect((await errorOf(unsaid)).message).toContain('language is required')
})

test('models are listed in pages, and the key is checked', async () => {
  const first = await client.models.list({ pageSize: 5 })
  const second = await client.models.list({ pageSize: 5, pageToken: first.nextPageToken! })
  expect([...first.models, ...second.models].map(({ name }) => name)).toContain('embed-v4.0')
  expect(second.nextPageToken).toBeUndefined()
  expect((await client.models.get('command-a-03-2025')).endpoints).toEqual(['chat'])
  expect(await older().checkApiKey()).toMatchObject({ valid: true })
})
