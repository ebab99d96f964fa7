import { GoogleGenAI } from '@google/genai'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startEmulator } from '../../src/emulator/index.ts'
import type { Emulator } from '../../src/emulator/index.ts'

let emulator: Emulator
let client: GoogleGenAI
const model = 'gemini-3.5-flash'
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
const tools = [{ functionDeclarations: [{ name: 'get_weather', parametersJsonSchema: schema }] }]

const clientWith = (apiKey: string) =>
  new GoogleGenAI({ apiKey, apiVersion: 'v1beta', httpOptions: { baseUrl: emulator.sdkBaseURL('google') } })

beforeAll(async () => {
  emulator = await startEmulator()
  client = clientWith(emulator.key('google'))
})
afterAll(() => emulator.close())
beforeEach(() => emulator.clearFaults())

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${emulator.baseURL('google')}/v1beta/${path}`, {
    method: 'POST',
    headers: { 'x-goog-api-key': emulator.key('google'), 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as { error: { message: string; status: string } } }
}
const ask = (body: object, to = model) =>
  post(`models/${to}:generateContent`, { contents: [{ role: 'user', parts: [{ text: 'Hello' }] }], ...body })

describe('the Gemini API through its SDK', () => {
  it('answers, and streams the same', async () => {
    const { text, usageMetadata, responseId } = await client.models.generateContent({ model, contents: 'Hello' })
    let streamed = ''
    for await (const chunk of await client.models.generateContentStream({ model, contents: 'Hello' }))
      streamed += chunk.text ?? ''
    expect(streamed).toBe(text)
    expect(responseId).toBeTruthy()
    expect(usageMetadata).toMatchObject({ promptTokenCount: expect.any(Number) as number })
  })

  it('calls a tool, signed and with an id, and reads the result', async () => {
    const question = { role: 'user', parts: [{ text: 'Use get_weather.' }] }
    const { candidates, functionCalls } = await client.models.generateContent({
      model,
      contents: [question],
      config: { tools },
    })
    expect(candidates![0]!.finishReason).toBe('STOP')
    const [call] = functionCalls!
    expect(call).toMatchObject({ name: 'get_weather', id: expect.any(String) as string })
    const answer = await client.models.generateContent({
      model,
      contents: [
        question,
        candidates![0]!.content!,
        {
          role: 'user',
          parts: [{ functionResponse: { id: call!.id!, name: 'get_weather', response: { output: 'Rain.' } } }],
        },
      ],
      config: { tools },
    })
    expect(answer.text).toContain('Rain')
  })

  it('holds an answer to a schema, and grounds one in a search', async () => {
    const held = await client.models.generateContent({
      model,
      contents: 'A city.',
      config: { responseMimeType: 'application/json', responseJsonSchema: schema },
    })
    expect(JSON.parse(held.text!)).toEqual({ city: expect.any(String) as string })
    const found = await client.models.generateContent({
      model,
      contents: 'News',
      config: { tools: [{ googleSearch: {} }] },
    })
    const { groundingChunks, groundingSupports } = found.candidates![0]!.groundingMetadata!
    expect(groundingChunks!.length).toBeGreaterThan(0)
    const { startIndex = 0, endIndex, text } = groundingSupports![1]!.segment!
    expect(Buffer.from(found.text!).subarray(startIndex, endIndex).toString()).toBe(text)
  })

  it('counts, embeds, lists, caches and works batches off', async () => {
    expect((await client.models.countTokens({ model, contents: 'Hello' })).totalTokens).toBeGreaterThan(0)
    const { embeddings } = await client.models.embedContent({ model: 'gemini-embedding-001', contents: ['a', 'b'] })
    expect(embeddings!.map(({ values }) => values!.length)).toEqual([3072, 3072])
    const listed = await client.models.list()
    expect(listed.page.map(({ name }) => name)).toContain('models/gemini-3.5-flash')
    const { name } = await client.caches.create({
      model,
      config: { contents: 'long '.repeat(2000), ttl: '300s' },
    })
    const answer = await client.models.generateContent({ model, contents: 'Hello', config: { cachedContent: name! } })
    expect(answer.text).toBeTruthy()
    await client.caches.delete({ name: name! })
    await expect(client.caches.get({ name: name! })).rejects.toMatchObject({ status: 403 })
    const begun = await client.batches.create({
      model,
      src: [{ contents: [{ role: 'user', parts: [{ text: 'One' }] }] }],
    })
    const done = await client.batches.get({ name: begun.name! })
    expect(done.state).toBe('JOB_STATE_SUCCEEDED')
    expect(done.dest!.inlinedResponses).toHaveLength(1)
  })

  it('stores a file, which cannot be read back', async () => {
    const stored = await client.files.upload({
      file: new Blob(['goldfish'], { type: 'text/plain' }),
      config: { displayName: 'a.txt' },
    })
    expect(stored).toMatchObject({ displayName: 'a.txt', mimeType: 'text/plain', sizeBytes: '8', state: 'ACTIVE' })
    expect((await client.files.get({ name: stored.name! })).uri).toBe(stored.uri)
    await client.files.delete({ name: stored.name! })
    await expect(client.files.get({ name: stored.name! })).rejects.toMatchObject({ status: 403 })
  })

  it('refuses a wrong key with a 400, and overload with a 503', async () => {
    await expect(clientWith('AQ.wrong').models.generateContent({ model, contents: 'Hello' })).rejects.toMatchObject({
      status: 400,
    })
    emulator.inject({ service: 'google', status: 503 })
    await expect(client.models.generateContent({ model, contents: 'Hello' })).rejects.toMatchObject({ status: 503 })
  })
})

describe('what the Gemini API refuses', () => {
  it.each<[string, object, string, string]>([
    ['an unknown field', { user: 'u1' }, model, 'Unknown name "user"'],
    ['a temperature above 2', { generationConfig: { temperature: 3 } }, model, 'out of range'],
    [
      'a budget and a level at once',
      { generationConfig: { thinkingConfig: { thinkingBudget: 100, thinkingLevel: 'low' } } },
      model,
      'only set only one',
    ],
    [
      'a level of thinking that a model lacks',
      { generationConfig: { thinkingConfig: { thinkingLevel: 'minimal' } } },
      'gemini-3.8-flash',
      'not supported',
    ],
    [
      'no thinking, of a model that always thinks',
      { generationConfig: { thinkingConfig: { thinkingBudget: 0 } } },
      'gemini-2.5-pro',
      'only works in thinking mode',
    ],
    [
      'a search beside tools without asking for it',
      { tools: [...tools, { googleSearch: {} }] },
      model,
      'include_server_side',
    ],
    ['a schema without its type', { generationConfig: { responseJsonSchema: schema } }, model, 'application/json'],
    ['six stop sequences', { generationConfig: { stopSequences: [...'abcdef'] } }, model, 'at most 5'],
    [
      'a picture of any type',
      { contents: [{ parts: [{ inlineData: { mimeType: 'image/*', data: 'AAAA' } }] }] },
      model,
      'Unsupported MIME type',
    ],
    [
      'a result that is no object',
      { contents: [{ parts: [{ functionResponse: { name: 'a', response: 'x' } }] }] },
      model,
      'Invalid value',
    ],
    [
      'an unsigned call in the turn that goes on',
      {
        contents: [
          { role: 'user', parts: [{ text: 'Hi' }] },
          { role: 'model', parts: [{ functionCall: { name: 'a', args: {} } }] },
          { role: 'user', parts: [{ functionResponse: { name: 'a', response: {} } }] },
        ],
      },
      model,
      'missing a thought_signature',
    ],
    [
      "another's signature",
      {
        contents: [
          { role: 'model', parts: [{ text: 'Hi', thoughtSignature: 'EqQBsigned' }] },
          { parts: [{ text: 'Go' }] },
        ],
      },
      model,
      'signature is not valid',
    ],
    [
      'a call without its result',
      {
        contents: [
          { parts: [{ text: 'Hi' }] },
          { role: 'model', parts: [{ functionCall: { name: 'a', args: {} } }] },
          { parts: [{ text: 'And?' }] },
        ],
      },
      'gemini-2.5-flash',
      'number of function response parts',
    ],
  ])('%s', async (_, body, to, said) => {
    const reply = await ask(body, to)
    expect(reply.body.error?.message).toContain(said)
    expect(reply).toMatchObject({ status: 400, body: { error: { status: 'INVALID_ARGUMENT' } } })
  })

  it('a model that there is not, and a key beside a token', async () => {
    expect((await ask({}, 'gemini-does-not-exist')).status).toBe(404)
    const both = await post(`models/${model}:generateContent`, {}, { authorization: 'Bearer x' })
    expect(both.body.error.message).toContain('Multiple authentication credentials')
  })

  it('sends a stream without framing as a list, and its errors too', async () => {
    const response = await fetch(`${emulator.baseURL('google')}/v1beta/models/${model}:streamGenerateContent`, {
      method: 'POST',
      headers: { 'x-goog-api-key': emulator.key('google') },
      body: JSON.stringify({ contents: [{ parts: [{ text: 'Hello' }] }] }),
    })
    const chunks = (await response.json()) as { candidates: unknown[] }[]
    expect(chunks.length).toBeGreaterThan(2)
  })
})
