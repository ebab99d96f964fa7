import { startEmulator } from '@llmrr/testing/emulator'
import Together from 'together-ai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Emulator } from '@llmrr/testing/emulator'

// That the emulator is a fair judge of the adapter shows in that the official SDK takes it for the service.
let emulator: Emulator
let client: Together
beforeAll(async () => {
  emulator = await startEmulator()
  const { baseURL, apiKey } = { baseURL: emulator.sdkBaseURL('together'), apiKey: emulator.key('together') }
  client = new Together({ apiKey, baseURL, maxRetries: 0 })
})
afterAll(() => emulator.close())

const model = 'openai/gpt-oss-20b'
const messages = [{ role: 'user' as const, content: 'Name a prime.' }]

test('the official SDK reads a chat, whole and as it comes', async () => {
  const whole = await client.chat.completions.create({ model, messages })
  expect(whole.choices[0]!.message!.reasoning).toContain('I count its words')
  let text = ''
  let usage: unknown
  for await (const chunk of await client.chat.completions.create({ model, messages, stream: true })) {
    text += chunk.choices[0]?.delta.content ?? ''
    usage = chunk.usage ?? usage
  }
  expect(text).toBe(whole.choices[0]!.message!.content)
  expect(usage).toMatchObject({ prompt_tokens: expect.any(Number), cached_tokens: expect.any(Number) })
})

test('the official SDK is refused in the service’s words', async () => {
  const unknown = client.chat.completions.create({ model, messages, user: 'u' } as never)
  await expect(unknown).rejects.toMatchObject({ status: 400 })
  const bare = { type: 'function', function: { name: 'now', parameters: {} } }
  await expect(client.chat.completions.create({ model, messages, tools: [bare] })).rejects.toMatchObject({
    status: 422,
  })
  const stranger = new Together({ apiKey: 'wrong', baseURL: emulator.sdkBaseURL('together'), maxRetries: 0 })
  await expect(stranger.models.list()).rejects.toMatchObject({ status: 401 })
})

test('the official SDK reads the list, vectors, a ranking, pictures and a film', async () => {
  expect((await client.models.list()).map(({ id }) => id)).toContain(model)
  const { data } = await client.embeddings.create({ model: 'e', input: ['a', 'b'] })
  expect(data.map(({ index }) => index)).toEqual([0, 1])
  const { results } = await client.rerank.create({ model: 'r', query: 'a fish', documents: ['a car', 'a fish'] })
  expect(results[0]!.index).toBe(1)
  const images = await client.images.generate({ model: 'f', prompt: 'A heron', response_format: 'url' })
  expect(images.data[0]!.url).toMatch(/\.jpeg$/)
  const film = await client.videos.create({ model: 'v', prompt: 'A heron' })
  await client.videos.retrieve(film.id)
  expect((await client.videos.retrieve(film.id)).outputs).toMatchObject({ cost: 0.28 })
})
