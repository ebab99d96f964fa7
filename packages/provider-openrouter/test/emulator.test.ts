import { OpenRouter } from '@openrouter/sdk'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Emulator } from '@llmrr/testing/emulator'

// That the emulator is a fair judge of the adapter shows in that the official SDK, which checks every answer, takes it for the service.
let emulator: Emulator
let client: OpenRouter
const clientOf = (apiKey: string) =>
  new OpenRouter({ apiKey, serverURL: emulator.sdkBaseURL('openrouter'), retryConfig: { strategy: 'none' } })
beforeAll(async () => {
  emulator = await startEmulator()
  client = clientOf(emulator.key('openrouter'))
})
afterAll(() => emulator.close())

const model = 'anthropic/claude-haiku-4.5'
const messages = [{ role: 'user' as const, content: 'Name a prime.' }]

interface Chunk {
  readonly choices: readonly { readonly delta: { readonly content?: string; readonly reasoningDetails?: object[] } }[]
  readonly usage?: { readonly cost?: number }
}

test('the official SDK reads a chat, whole and as it comes', async () => {
  const reasoning = { effort: 'low' as const }
  const whole = await client.chat.send({ chatRequest: { model, messages, reasoning, stream: false } })
  const { message } = (whole as unknown as { choices: { message: { content: string; reasoningDetails: object[] } }[] })
    .choices[0]!
  expect(message.reasoningDetails).toEqual([expect.objectContaining({ signature: expect.stringMatching(/^sig_/) })])
  const stream = await client.chat.send({ chatRequest: { model, messages, reasoning, stream: true } })
  let text = ''
  let cost: number | undefined
  const details: object[] = []
  for await (const { choices, usage } of stream as unknown as AsyncIterable<Chunk>) {
    text += choices[0]?.delta.content ?? ''
    details.push(...(choices[0]?.delta.reasoningDetails ?? []))
    cost = usage?.cost ?? cost
  }
  expect(text).toBe(message.content)
  expect(details.at(-1)).toMatchObject({ signature: expect.stringMatching(/^sig_/) })
  expect(cost).toBeGreaterThan(0)
})

test('the official SDK is refused in the service’s words', async () => {
  await expect(client.chat.send({ chatRequest: { model: 'acme/does-not-exist', messages } })).rejects.toMatchObject({
    statusCode: 400,
  })
  await expect(clientOf('wrong').chat.send({ chatRequest: { model, messages } })).rejects.toMatchObject({
    statusCode: 401,
  })
})

test('the official SDK reads the list, whoever asks for it, hosts, keys and credits', async () => {
  for await (const { result } of await clientOf('wrong').models.list()) expect(result.data.length).toBeGreaterThan(3)
  expect((await client.credits.getCredits()).data.totalCredits).toBe(20)
  expect((await client.providers.list()).data[0]!.slug).toBe('acme')
})

test('the official SDK reads vectors, a ranking, pictures, a transcript and a film', async () => {
  const vectors = await client.embeddings.generate({ requestBody: { model: 'e', input: ['a', 'b'] } })
  expect(vectors).toMatchObject({ data: [{ index: 0 }, { index: 1 }] })
  const ranks = await client.rerank.rerank({
    requestBody: { model: 'r', query: 'a fish', documents: ['a car', 'a fish'] },
  })
  expect(ranks).toMatchObject({ results: [{ index: 1 }, { index: 0 }] })
  const made = await client.images.generate({ imageGenerationRequest: { model: 'f', prompt: 'A heron' } })
  expect(made).toMatchObject({ data: [{ mediaType: 'image/png' }] })
  const sttRequest = { model: 't', inputAudio: { data: 'UklGRiQAAABXQVZF', format: 'wav' } }
  expect((await client.stt.createTranscription({ sttRequest })).text).toContain('naïve')
  const { id } = await client.videoGeneration.generate({ videoGenerationRequest: { model: 'v', prompt: 'A heron' } })
  await client.videoGeneration.getGeneration({ jobId: id })
  const film = await client.videoGeneration.getGeneration({ jobId: id })
  expect(film).toMatchObject({ status: 'completed', usage: { cost: 0.5 } })
})
