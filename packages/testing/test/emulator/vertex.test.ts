import { GoogleGenAI } from '@google/genai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator } from '../../src/emulator/index.ts'
import type { Emulator } from '../../src/emulator/index.ts'

let emulator: Emulator
const model = 'gemini-3.5-flash'
const place = 'projects/p1/locations/global'

beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())

async function post(path: string, body: object, token = emulator.key('vertex')) {
  const response = await fetch(`${emulator.baseURL('vertex')}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const hello = { contents: [{ role: 'user', parts: [{ text: 'Hello' }] }] }
const gemini = (body: object, token?: string) =>
  post(`/v1beta1/${place}/publishers/google/models/${model}:generateContent`, body, token)

describe('Vertex AI', () => {
  it('answers the SDK in express mode, in one piece and as a stream', async () => {
    const client = new GoogleGenAI({
      vertexai: true,
      apiKey: emulator.key('vertex'),
      apiVersion: 'v1beta1',
      httpOptions: { baseUrl: emulator.sdkBaseURL('vertex') },
    })
    const { text } = await client.models.generateContent({ model, contents: 'Hello' })
    let streamed = ''
    for await (const chunk of await client.models.generateContentStream({ model, contents: 'Hello' }))
      streamed += chunk.text ?? ''
    expect(streamed).toBe(text)
    expect((await client.models.countTokens({ model, contents: 'Hello' })).totalTokens).toBeGreaterThan(0)
  })

  it('tells the kind of traffic, and takes labels', async () => {
    const { body } = await gemini({ ...hello, labels: { team: 'a' } })
    expect(body).toMatchObject({
      usageMetadata: { trafficType: 'ON_DEMAND' },
      createTime: expect.any(String) as string,
    })
  })

  it.each<[string, object, string]>([
    ['a content without a role', { contents: [{ parts: [{ text: 'Hi' }] }] }, 'valid role'],
    ['what only the Gemini API has', { ...hello, store: false }, 'Unknown name "store"'],
    [
      'an address without a media type',
      { contents: [{ role: 'user', parts: [{ fileData: { fileUri: 'gs://a/b' } }] }] },
      'mimeType parameter',
    ],
  ])('refuses %s', async (_, body, said) => {
    const reply = await gemini(body)
    expect(reply.status).toBe(400)
    expect(JSON.stringify(reply.body)).toContain(said.replaceAll('"', String.raw`\"`))
  })

  it('refuses a wrong token, and an express key for a project', async () => {
    expect((await gemini(hello, 'ya29.wrong')).status).toBe(401)
    const response = await fetch(
      `${emulator.baseURL('vertex')}/v1beta1/${place}/publishers/google/models/${model}:generateContent`,
      { method: 'POST', headers: { 'x-goog-api-key': emulator.key('vertex') }, body: JSON.stringify(hello) },
    )
    expect(response.status).toBe(401)
  })

  it('speaks to Claude by rawPredict: the version in the body, the model in the path', async () => {
    const path = `/v1/${place}/publishers/anthropic/models/claude-haiku-4-5@20251001:rawPredict`
    const body = { max_tokens: 100, messages: [{ role: 'user', content: 'Hello' }] }
    const answer = await post(path, { ...body, anthropic_version: 'vertex-2023-10-16' })
    expect(answer).toMatchObject({ status: 200, body: { type: 'message', role: 'assistant' } })
    expect((await post(path, body)).status).toBe(400)
    const unversioned = path.replace('@20251001', '')
    expect((await post(unversioned, { ...body, anthropic_version: 'vertex-2023-10-16' })).status).toBe(404)
  })
})
