import { createRouter, isLLMError } from '@llmrr/core'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { replicate } from '../src/index.ts'
import type { Router } from '@llmrr/core'
import type { Emulator } from '@llmrr/testing/emulator'

let emulator: Emulator
let llm: Router
beforeAll(async () => {
  emulator = await startEmulator()
  llm = createRouter({
    use: [replicate({ apiKey: emulator.key('replicate'), baseURL: emulator.baseURL('replicate') })],
  })
})
beforeEach(() => {
  emulator.setAnswer(undefined)
  emulator.clearFaults()
})
afterAll(() => emulator.close())

const model = 'replicate/meta/meta-llama-3-8b-instruct'
const version = 'a'.repeat(64)
const sinceStart = (from: number) => emulator.requests.slice(from).map(({ method, path }) => `${method} ${path}`)
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 30))

test('an answer is the same streamed, looked at and waited for, and counts the same', async () => {
  const ask = { prompt: 'Why do goldfish like ponds?', maxOutputTokens: 200 }
  const streamed = await llm.stream({ model, ...ask }).result()
  const looked = await llm.chat({ model, ...ask })
  const waited = await llm.chat({
    model: { provider: 'replicate', model: model.slice('replicate/'.length), options: { wait: 5 } },
    ...ask,
  })
  expect(streamed.text).toContain('goldfish')
  for (const other of [looked, waited]) {
    expect(other.text).toBe(streamed.text)
    expect(other.usage).toEqual(streamed.usage)
  }
  expect(streamed.usage?.output).toBeGreaterThan(0)
})

test('a bound that cuts the answer is seen', async () => {
  const { finishReason } = await llm.chat({ model, prompt: 'Tell me everything about ponds.', maxOutputTokens: 3 })
  expect(finishReason).toBe('length')
})

test('an abort while a run goes on is a cancel at the service', async () => {
  const from = emulator.requests.length
  emulator.inject({ service: 'replicate', path: '/v1/streams', stall: 2 })
  const controller = new AbortController()
  const seen: string[] = []
  const reading = async () => {
    for await (const event of llm.stream({ model, prompt: 'Hello', signal: controller.signal })) {
      seen.push(event.type)
      if (event.type === 'text-delta') controller.abort()
    }
  }
  const error = await reading().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(isLLMError(error, 'aborted')).toBe(true)
  await aMoment()
  const [created, streamed, cancelled] = sinceStart(from)
  expect(created).toBe('POST /v1/models/meta/meta-llama-3-8b-instruct/predictions')
  expect(streamed).toMatch(/^GET \/v1\/streams\//)
  expect(cancelled).toBe(streamed!.replace('GET /v1/streams', 'POST /v1/predictions').concat('/cancel'))
})

test('a stream that breaks off before its first words is asked for anew, and its run cancelled', async () => {
  const from = emulator.requests.length
  emulator.inject({ service: 'replicate', path: '/v1/streams', cutAfter: 1 })
  const { attempts } = await llm.stream({ model, prompt: 'Hello' }).result()
  expect(attempts.map(({ code }) => code)).toEqual(['network', undefined])
  await aMoment()
  expect(sinceStart(from).filter((one) => one.endsWith('/cancel'))).toHaveLength(1)
})

test('a failure inside a stream has its own code', async () => {
  emulator.inject({ service: 'replicate', path: '/v1/streams', inBandError: 3, code: 'NSFW content detected' })
  const error = await llm
    .stream({ model, prompt: 'Hello' })
    .result()
    .catch((thrown: unknown) => thrown)
  expect(isLLMError(error, 'content-filter')).toBe(true)
})

test('a caller with little credit is told how long to wait', async () => {
  emulator.inject({ service: 'replicate', status: 429, code: 'low-credit', times: 9 })
  const error = await llm
    .chat({ model, prompt: 'Hello', timeouts: { totalMs: 1000 } })
    .catch((thrown: unknown) => thrown)
  expect(isLLMError(error, 'rate-limit') && error.retryAfterMs).toBe(5000)
})

test('a wrong token is an auth error that shows none of it', async () => {
  const wrong = createRouter({
    use: [replicate({ apiKey: 'r8_wrongwrongwrong', baseURL: emulator.baseURL('replicate') })],
  })
  const error = await wrong.chat({ model, prompt: 'Hello' }).catch((thrown: unknown) => thrown)
  expect(isLLMError(error, 'auth')).toBe(true)
  expect(String(error)).not.toContain('r8_wrong')
})

test('a community model runs at its latest version', async () => {
  const { text, usage } = await llm.chat({ model: 'replicate/community/owl', prompt: 'Hello' })
  expect(text).not.toBe('')
  expect(usage).toEqual({ seconds: 0.25 })
})

test('a deployment runs', async () => {
  expect((await llm.chat({ model: 'replicate/deployments/acme/my-owl', prompt: 'Hello' })).text).not.toBe('')
})

test('pictures are made by what the schema of the model has room for', async () => {
  const { images, cost, warnings } = await llm.image({
    model: 'replicate/black-forest-labs/flux-schnell',
    prompt: 'A gateau',
    count: 2,
    size: '512x512',
    mediaType: 'image/png',
  })
  expect(images.map(({ mediaType }) => mediaType)).toEqual(['image/png', 'image/png'])
  expect(cost?.usd).toBe(0.006)
  expect(warnings).toEqual([])
})

test('speech, transcripts and vectors', async () => {
  const { audio } = await llm.speech({ model: 'replicate/acme/tts', input: 'Hello', voice: 'nova' })
  expect(audio.mediaType).toBe('audio/wav')
  const { text, language } = await llm.transcribe({ model: 'replicate/acme/whisper', audio, language: 'en' })
  expect([text !== '', language]).toEqual([true, 'en'])
  const { embeddings } = await llm.embed({ model: 'replicate/acme/embed', input: ['one', 'two'] })
  expect(embeddings.map(({ length }) => length)).toEqual([16, 16])
})

test('a film is a job, and another process may look at it', async () => {
  const ref = await llm.video.submit({ model: 'replicate/acme/video', prompt: 'A wave', durationSeconds: 5 })
  const copy = JSON.parse(JSON.stringify(ref)) as typeof ref
  const states: string[] = []
  for (let look = 0; look < 2; look++) states.push((await llm.video.poll(copy)).state)
  expect(states).toEqual(['running', 'done'])
})

test('a training is a job that ends in a version', async () => {
  const { file } = await llm.files.put({ provider: 'replicate', data: 'x', name: 'a.zip' } as never)
  const ref = await llm.tune.submit({
    model: { provider: 'replicate', model: `acme/trainer:${version}`, options: { destination: 'me/style' } },
    trainingFile: file,
  })
  await llm.tune.poll(ref)
  const status = await llm.tune.poll(ref)
  expect(status.state === 'done' && status.result.model).toMatch(/^me\/style:/)
})

test('files are stored, listed and deleted', async () => {
  const { file, bytes } = await llm.files.put({ provider: 'replicate', data: 'hello', name: 'a.txt' } as never)
  expect(bytes).toBe(5)
  expect((await llm.files.list({ provider: 'replicate' })).map((one) => one.file.id)).toContain(file.id)
  await llm.files.delete(file)
  const error = await llm.files.get(file).catch((thrown: unknown) => thrown)
  expect(isLLMError(error, 'not-found')).toBe(true)
})
