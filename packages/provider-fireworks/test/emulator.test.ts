import { startEmulator } from '@llmrr/testing/emulator'
import OpenAI, { toFile } from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Emulator } from '@llmrr/testing/emulator'

// That the emulator is a fair judge of the adapter shows in that the SDK which Fireworks documents takes it for the service.
let emulator: Emulator
let client: OpenAI
beforeAll(async () => {
  emulator = await startEmulator()
  client = new OpenAI({ apiKey: emulator.key('fireworks'), baseURL: emulator.sdkBaseURL('fireworks'), maxRetries: 0 })
})
afterAll(() => emulator.close())

const model = 'accounts/fireworks/models/gpt-oss-20b'
const messages = [{ role: 'user' as const, content: 'Name a prime.' }]

test('the OpenAI SDK reads a chat, whole and as it comes', async () => {
  const whole = await client.chat.completions.create({ model, messages })
  expect(whole.choices[0]!.message).toHaveProperty('reasoning_content', expect.stringContaining('I count its words'))
  let text = ''
  let usage: unknown
  const options = { stream: true, stream_options: { include_usage: true } } as const
  for await (const chunk of await client.chat.completions.create({ model, messages, ...options })) {
    text += chunk.choices[0]?.delta.content ?? ''
    usage = chunk.usage ?? usage
  }
  expect(text).toBe(whole.choices[0]!.message.content)
  expect(usage).toMatchObject({ prompt_tokens_details: { cached_tokens: expect.any(Number) } })
})

test('the OpenAI SDK is refused in the service’s words', async () => {
  const bounds = { max_tokens: 5, max_completion_tokens: 5 }
  await expect(client.chat.completions.create({ model, messages, ...bounds })).rejects.toMatchObject({ status: 400 })
  const stranger = new OpenAI({ apiKey: 'wrong', baseURL: emulator.sdkBaseURL('fireworks'), maxRetries: 0 })
  await expect(stranger.chat.completions.create({ model, messages })).rejects.toMatchObject({ status: 403 })
})

test('the OpenAI SDK reads the list, vectors, a text and a transcript', async () => {
  const ids: string[] = []
  for await (const { id } of client.models.list()) ids.push(id)
  expect(ids).toContain(model)
  const { data } = await client.embeddings.create({ model: 'e', input: ['a', 'b'] })
  expect(data.map(({ index }) => index)).toEqual([0, 1])
  expect((await client.completions.create({ model, prompt: 'Once' })).choices[0]!.text).not.toBe('')
  const sound = new OpenAI({
    apiKey: emulator.key('fireworks'),
    baseURL: emulator.sdkBaseURL('fireworks').replace('/inference/v1', '/v1'),
  })
  const file = await toFile(new Uint8Array(2000), 'a.wav')
  expect((await sound.audio.transcriptions.create({ model: 'whisper-v3', file })).text).not.toBe('')
})
