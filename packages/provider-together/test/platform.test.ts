import { createRouter } from '@llmrr/core'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { together } from '../src/index.ts'
import type { Emulator } from '@llmrr/testing/emulator'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())

const router = () =>
  createRouter({
    use: [together({ apiKey: emulator.key('together'), baseURL: emulator.baseURL('together') })],
    host: { sleep: () => Promise.resolve() },
  })

test('an endpoint of one’s own is started, changed, asked and ended', async () => {
  const llm = router()
  const own = llm.of(together)
  const [machine] = await own.hardware({ model: 'openai/gpt-oss-20b' })
  expect(machine!.pricing?.cents_per_minute).toBeGreaterThan(0)
  const { id, name } = await own.createEndpoint({
    model: 'openai/gpt-oss-20b',
    hardware: machine!.id,
    maxReplicas: 2,
    inactiveMinutes: 10,
    displayName: 'Mine',
  })
  expect(emulator.requests.at(-1)!.body).toMatchObject({
    autoscaling: { min_replicas: 1, max_replicas: 2 },
    inactive_timeout: 10,
    display_name: 'Mine',
  })
  expect((await llm.chat({ model: `together/${name}`, prompt: 'Hello' })).text).toContain('Hello')
  expect((await own.updateEndpoint({ id, state: 'STOPPED' })).state).toBe('STOPPED')
  expect((await own.endpoint({ id })).state).toBe('STOPPED')
  expect((await own.endpoints({ type: 'dedicated' })).map((one) => one.id)).toEqual([id])
  await own.deleteEndpoint({ id })
  await expect(own.endpoint({ id })).rejects.toMatchObject({ code: 'not-found' })
})

test('a model is brought along', async () => {
  const own = router().of(together)
  const { data } = await own.uploadModel({
    name: 'mine',
    source: 'me/mine',
    type: 'adapter',
    baseModel: 'openai/gpt-oss-20b',
  })
  expect(data.model_id).toBe('emulated/mine')
  expect((await own.job({ id: data.job_id })).status).toBe('Complete')
})

test('a fine-tuning tells its price before, its course and its cost after', async () => {
  const llm = router()
  const own = llm.of(together)
  const { file } = await llm.files.put({
    provider: 'together',
    data: '{"text":"a"}\n',
    name: 'a.jsonl',
    purpose: 'fine-tune',
  })
  const model = 'openai/gpt-oss-20b'
  expect((await own.estimateTuning({ model, training_file: file.id })).estimated_total_price).toBe(4.25)
  const { cost, id } = await llm.tune({ model: `together/${model}`, trainingFile: file, suffix: 'x' })
  expect(cost).toEqual({ usd: 4.25, source: 'reported' })
  expect((await own.tuningEvents({ id: id! }))[0]!.type).toBe('job_start')
  expect((await own.tuningCheckpoints({ id: id! }))[0]!.checkpoint_type).toBe('Final')
})

test('voices are listed, and code is run', async () => {
  const own = router().of(together)
  expect((await own.voices({}))[0]!.voices[0]!.name).toBe('af_bella')
  const first = await own.runCode({ code: 'print(1)' })
  expect(first.data!.outputs[0]).toMatchObject({ type: 'stdout' })
  const again = await own.runCode({ code: 'print(2)', session: first.data!.session_id })
  expect(again.data!.session_id).toBe(first.data!.session_id)
})

test('samples come as they are made, and are those of the whole sound', async () => {
  const { speech } = router()
  const request = { model: 'together', input: 'Hello', voice: 'af_bella', mediaType: 'audio/pcm' }
  const sizes: number[] = []
  for await (const event of speech.stream(request))
    if (event.type === 'audio-delta') sizes.push((event as { data: Uint8Array }).data.length)
  const whole = Buffer.from((await speech(request)).audio.data as string, 'base64')
  expect(emulator.requests.at(-1)!.body).not.toHaveProperty('stream')
  expect(sizes.length).toBeGreaterThan(1)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(whole.length)
})

test('a film costs what the service says', async () => {
  const { cost, videos } = await router().video({ model: 'together/acme/film', prompt: 'A heron', durationSeconds: 4 })
  expect(videos[0]!.mediaType).toBe('video/mp4')
  expect(cost).toEqual({ usd: 0.28, source: 'reported' })
})
