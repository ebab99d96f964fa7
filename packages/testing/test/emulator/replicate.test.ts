import Replicate from 'replicate'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator/index.ts'

let emulator: Emulator
let client: Replicate
beforeAll(async () => {
  emulator = await startEmulator()
  client = clientWith(emulator.key('replicate'))
})
beforeEach(() => {
  emulator.setAnswer(undefined)
  emulator.clearFaults()
})
afterAll(() => emulator.close())

const clientWith = (auth: string): Replicate =>
  new Replicate({ auth, baseUrl: emulator.sdkBaseURL('replicate'), useFileOutput: false })

const model = 'meta/meta-llama-3-8b-instruct'
const version = '5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa'
const input = { prompt: 'Why do goldfish like ponds?' }

const bodyOf = async (promise: Promise<unknown>): Promise<{ status: number; detail: string }> => {
  const error = (await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )) as Error | undefined
  // The SDK has read the body, and quotes it.
  const quoted = /failed with status \d+.*?: (\{.*\})/s.exec(error?.message ?? '')?.[1]
  expect(quoted, String(error)).toBeDefined()
  return JSON.parse(quoted!) as { status: number; detail: string }
}

test('an answer is the same waited for, looked at and streamed', async () => {
  const waited = (await client.run(model, { input })) as string[]
  const looked = (await client.run(model, { input, wait: { mode: 'poll', interval: 1 } })) as string[]
  const pieces: string[] = []
  for await (const { event, data } of client.stream(model, { input })) if (event === 'output') pieces.push(data)
  expect(waited.join('')).toContain('Why do goldfish like ponds?')
  expect(looked).toEqual(waited)
  expect(pieces.join('')).toBe(waited.join(''))
})

test('line breaks, leading blanks and empty pieces of a stream arrive as they are', async () => {
  emulator.setAnswer({ text: ['One\n', '', '\n  two', ' three'] })
  const pieces: string[] = []
  for await (const { event, data } of client.stream(model, { input })) if (event === 'output') pieces.push(data)
  expect(pieces.join('')).toBe('One\n\n  two three')
})

test('a waited answer is whole while its run is still called processing, and counted afterwards', async () => {
  const run = await client.predictions.create({ model, input, wait: 5 })
  expect([run.status, Array.isArray(run.output), run.metrics]).toEqual(['processing', true, undefined])
  const done = await client.predictions.get(run.id)
  expect([done.status, done.output]).toEqual(['succeeded', run.output])
  expect(done.metrics).toHaveProperty('input_token_count')
})

test('a version is paid by the second and counts no tokens', async () => {
  const run = await client.predictions.create({ version, input })
  const done = await client.wait(run, { interval: 1 })
  expect([done.version, done.metrics?.predict_time, 'input_token_count' in done.metrics!]).toEqual([
    version,
    0.25,
    false,
  ])
})

test('a deployment runs', async () => {
  const run = await client.deployments.predictions.create('acme', 'my-owl', { input })
  expect((await client.wait(run, { interval: 1 })).status).toBe('succeeded')
})

test('a run can be cancelled until it has ended', async () => {
  const run = await client.predictions.create({ model, input })
  expect((await client.predictions.cancel(run.id)).status).toBe('canceled')
  expect((await client.predictions.get(run.id)).status).toBe('canceled')
})

test('pictures lie where nobody asks for a credential', async () => {
  const urls = (await client.run('black-forest-labs/flux-schnell', {
    input: { prompt: 'A gateau', num_outputs: 2, output_format: 'png' },
  })) as string[]
  expect(urls).toHaveLength(2)
  const fetched = await fetch(urls[1]!)
  expect([fetched.status, fetched.headers.get('content-type')]).toEqual([200, 'image/png'])
})

test('a wrong token is refused', async () => {
  expect(await bodyOf(clientWith('r8_wrong').accounts.current())).toEqual({
    title: 'Unauthenticated',
    detail: 'You did not pass a valid authentication token',
    status: 401,
  })
})

test('a property that the service does not know is refused by name', async () => {
  const { status, detail } = await bodyOf(client.predictions.create({ model, input, provider: 'x' } as never))
  expect([status, detail]).toEqual([422, '- Additional property provider is not allowed\n'])
})

test('an input without its text, or of a wrong type, is refused', async () => {
  expect((await bodyOf(client.predictions.create({ model, input: {} }))).detail).toBe('- input: prompt is required\n')
  const wrong = await bodyOf(client.predictions.create({ model, input: { ...input, max_tokens: 'many' } }))
  expect([wrong.status, wrong.detail]).toEqual([422, '- input: Invalid type. Expected: integer\n'])
})

test('a model that does not exist is not found, a version that does not is not permitted', async () => {
  expect((await bodyOf(client.predictions.create({ model: 'acme/does-not-exist', input }))).status).toBe(404)
  expect(await bodyOf(client.predictions.create({ version: 'abc', input }))).toHaveProperty(
    'title',
    'Invalid version or not permitted',
  )
})

test('a community model has no door of its own, and runs by its latest version', async () => {
  expect((await bodyOf(client.predictions.create({ model: 'community/owl', input }))).status).toBe(404)
  const { latest_version: latest, ...rest } = await client.models.get('community', 'owl')
  expect(rest).toHaveProperty('is_official', false)
  expect((await client.predictions.create({ version: latest!.id, input })).status).toBe('starting')
})

test('files are kept, listed, told of and deleted', async () => {
  const file = await client.files.create(new File(['hello'], 'a.txt', { type: 'text/plain' }))
  expect([file.content_type, file.size]).toEqual(['text/plain', 5])
  expect((await client.files.list()).results.map(({ id }) => id)).toContain(file.id)
  await client.files.delete(file.id)
  expect((await bodyOf(client.files.get(file.id))).status).toBe(404)
})

test('a training needs a destination that exists, and ends in a version of it', async () => {
  const train = (destination: `${string}/${string}`) =>
    client.trainings.create('acme', 'trainer', version, {
      destination,
      input: { input_images: 'https://x.test/a.zip' },
    })
  expect((await bodyOf(train('me/does-not-exist'))).detail).toBe('The specified training destination does not exist')
  const { id } = await train('me/style')
  await client.trainings.get(id)
  const { output } = await client.trainings.get(id)
  expect((output as { version: string }).version).toMatch(/^me\/style:/)
})

test('a fault in the middle of a stream is its error event', async () => {
  emulator.inject({ service: 'replicate', path: '/v1/streams', inBandError: 2 })
  const seen: string[] = []
  const reading = async () => {
    for await (const { event } of client.stream(model, { input })) seen.push(event)
  }
  await expect(reading()).rejects.toThrow(/out of memory/)
  expect(seen).not.toContain('done')
})
