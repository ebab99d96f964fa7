import OpenAI, { toFile } from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator/index.ts'

let emulator: Emulator
let client: OpenAI
beforeAll(async () => {
  emulator = await startEmulator()
  client = new OpenAI({ apiKey: emulator.key('openai'), baseURL: emulator.sdkBaseURL('openai'), maxRetries: 0 })
})
afterAll(() => emulator.close())

const isPng = (base64: string) => Buffer.from(base64, 'base64').toString('latin1', 1, 4) === 'PNG'
const wave = () => toFile(new Uint8Array(32_000), 'pond.mp3')

test('embeddings are the same as base64 and as numbers, have length one, and put like near like', async () => {
  const model = 'text-embedding-3-small'
  const input = ['a quiet pond', 'a quiet pond with fish', 'tax law']
  const packed = await client.embeddings.create({ model, input, dimensions: 64 })
  const plain = await client.embeddings.create({ model, input, dimensions: 64, encoding_format: 'float' })
  const [first, near, far] = plain.data.map(({ embedding }) => embedding)
  expect(packed.data[0]!.embedding).toHaveLength(64)
  expect(packed.data[0]!.embedding.map((value) => value.toFixed(5))).toEqual(first!.map((value) => value.toFixed(5)))
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)
  expect(dot(first!, first!)).toBeCloseTo(1, 5)
  expect(dot(first!, near!)).toBeGreaterThan(dot(first!, far!))
  expect(plain.usage.total_tokens).toBeGreaterThan(0)
})

test('images are made, streamed with partial ones, and edited from a form and from JSON', async () => {
  const made = await client.images.generate({ model: 'gpt-image-2', prompt: 'a pond', n: 2, size: '1024x1024' })
  expect(made.data!.map(({ b64_json: image }) => isPng(image!))).toEqual([true, true])
  expect(made.usage!.total_tokens).toBe(made.usage!.input_tokens + made.usage!.output_tokens)
  const types: string[] = []
  for await (const event of await client.images.generate({
    model: 'gpt-image-2',
    prompt: 'a pond',
    stream: true,
    partial_images: 2,
  }))
    types.push(event.type)
  expect(types).toEqual([
    'image_generation.partial_image',
    'image_generation.partial_image',
    'image_generation.completed',
  ])
  const png = Buffer.from(made.data![0]!.b64_json!, 'base64')
  const image = await toFile(png, 'pond.png', { type: 'image/png' })
  const edited = await client.images.edit({ model: 'gpt-image-2', prompt: 'greener', image: [image, image] })
  expect(edited.usage!.input_tokens_details.image_tokens).toBe(128)
  const body = {
    model: 'gpt-image-2',
    prompt: 'greener',
    images: [{ image_url: `data:image/png;base64,${png.toString('base64')}` }],
  }
  const json = await client.post<{ data: { b64_json: string }[] }>('/images/edits', { body })
  expect(isPng(json.data[0]!.b64_json)).toBe(true)
})

test('speech is audio, whole or as events', async () => {
  const request = {
    model: 'gpt-4o-mini-tts',
    voice: 'alloy' as const,
    input: 'Hello, pond.',
    response_format: 'wav' as const,
  }
  const whole = Buffer.from(await (await client.audio.speech.create(request)).arrayBuffer())
  expect(whole.toString('latin1', 0, 4)).toBe('RIFF')
  const streamed = await (await client.audio.speech.create({ ...request, stream_format: 'sse' })).text()
  const events = streamed
    .split('\n\n')
    .filter(Boolean)
    .map((event) => JSON.parse(event.slice(6)))
  const joined = Buffer.concat(events.filter(({ audio }) => audio).map(({ audio }) => Buffer.from(audio, 'base64')))
  expect(joined.equals(whole)).toBe(true)
  expect(events.at(-1).usage.total_tokens).toBeGreaterThan(0)
})

test('transcription knows its formats, streams, and translates', async () => {
  const json = await client.audio.transcriptions.create({ file: await wave(), model: 'gpt-transcribe' })
  expect(json.text).toContain('pond.mp3')
  expect(json.usage).toMatchObject({ type: 'tokens' })
  let streamed = ''
  for await (const event of await client.audio.transcriptions.create({
    file: await wave(),
    model: 'gpt-transcribe',
    stream: true,
  })) {
    if (event.type === 'transcript.text.delta') streamed += event.delta
  }
  expect(streamed).toBe(json.text)
  const verbose = await client.audio.transcriptions.create({
    file: await wave(),
    model: 'whisper-1',
    response_format: 'verbose_json',
    timestamp_granularities: ['word'],
  })
  expect(verbose).toMatchObject({ duration: 2, language: 'english', usage: { type: 'duration', seconds: 2 } })
  expect(verbose.words!.at(-1)!.end).toBe(2)
  const text = await client.audio.transcriptions.create({
    file: await wave(),
    model: 'whisper-1',
    response_format: 'text',
  })
  expect(text).toContain('pond.mp3')
  expect((await client.audio.translations.create({ file: await wave(), model: 'whisper-1' })).text).toContain(
    'in English',
  )
})

test('moderation flags what it is shown', async () => {
  const { results } = await client.moderations.create({ input: ['a pond', 'I will kill the pond'] })
  expect(results.map(({ flagged }) => flagged)).toEqual([false, true])
  const image = [{ type: 'image_url' as const, image_url: { url: 'https://example.com/pond.png' } }]
  const mixed = await client.moderations.create({ input: image })
  expect(mixed.results[0]!.category_applied_input_types.violence).toEqual(['image'])
})

test('files go in and come back as they were', async () => {
  const content = 'ÿ€🐟\r\n--boundary\r\n'
  const file = await client.files.create({ file: new File([content], 'pond.txt'), purpose: 'user_data' })
  expect(file.bytes).toBe(Buffer.byteLength(content))
  expect(await (await client.files.content(file.id)).text()).toBe(content)
  expect((await client.files.list()).data.map(({ id }) => id)).toContain(file.id)
  expect(await client.files.delete(file.id)).toEqual({ object: 'file', deleted: true, id: file.id })
  await expect(client.files.retrieve(file.id)).rejects.toMatchObject({ status: 404 })
})

test('a batch runs its lines: the good ones into one file, the bad ones into another', async () => {
  const line = (custom_id: string, model: string) =>
    JSON.stringify({ custom_id, method: 'POST', url: '/v1/responses', body: { model, input: 'Hi' } })
  const lines = [line('good', 'gpt-4.1-mini'), line('bad', 'does-not-exist')].join('\n')
  const input = await client.files.create({ file: new File([lines], 'in.jsonl'), purpose: 'batch' })
  const submitted = await client.batches.create({
    input_file_id: input.id,
    endpoint: '/v1/responses',
    completion_window: '24h',
  })
  expect(submitted.status).toBe('validating')
  expect((await client.batches.retrieve(submitted.id)).status).toBe('in_progress')
  const done = await client.batches.retrieve(submitted.id)
  expect(done).toMatchObject({ status: 'completed', request_counts: { total: 2, completed: 1, failed: 1 } })
  const read = async (id: string) => JSON.parse(await (await client.files.content(id)).text())
  expect((await read(done.output_file_id!)).response.body.output[0].content[0].text).toContain('Hi')
  expect(await read(done.error_file_id!)).toMatchObject({
    custom_id: 'bad',
    response: { status_code: 400, body: { error: { code: 'model_not_found' } } },
  })
  const other = await client.batches.create({
    input_file_id: input.id,
    endpoint: '/v1/responses',
    completion_window: '24h',
  })
  expect((await client.batches.cancel(other.id)).status).toBe('cancelling')
  expect((await client.batches.retrieve(other.id)).status).toBe('cancelled')
})

test('a batch whose file is no JSON fails, and names the line', async () => {
  const input = await client.files.create({ file: new File(['{}\nnonsense'], 'in.jsonl'), purpose: 'batch' })
  const submitted = await client.batches.create({
    input_file_id: input.id,
    endpoint: '/v1/responses',
    completion_window: '24h',
  })
  const failed = await client.batches.retrieve(submitted.id)
  expect(failed).toMatchObject({ status: 'failed', errors: { data: [{ code: 'invalid_json_line', line: 2 }] } })
})

test('models are listed', async () => {
  const ids: string[] = []
  for await (const { id } of client.models.list()) ids.push(id)
  expect(ids).toContain('gpt-6.1-sol')
  await expect(client.models.retrieve('does-not-exist')).rejects.toMatchObject({ status: 404 })
})
