import { createRouter } from '@llmrr/core'
import { startEmulator } from '@llmrr/testing/emulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fireworks } from '../src/index.ts'
import type { Emulator } from '@llmrr/testing/emulator'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())

const router = () =>
  createRouter({
    use: [fireworks({ apiKey: emulator.key('fireworks'), baseURL: emulator.baseURL('fireworks'), accountId: 'acme' })],
    host: { sleep: () => Promise.resolve() },
  })
const model = 'fireworks/accounts/fireworks/models/gpt-oss-20b'

test('a batch answers each of its requests, and sends its proof to nobody else', async () => {
  const requests = ['Name a river.', 'Name a lake.'].map((prompt, at) => ({ id: `r${at}`, request: { prompt } }))
  const { items } = await router().batch({ model, requests })
  expect(items.map((item) => ('result' in item ? item.id : item)).toSorted()).toEqual(['r0', 'r1'])
  const stored = emulator.requests.filter(({ path }) => path.startsWith('/storage/'))
  expect(stored).toHaveLength(2)
  expect(stored.some(({ headers }) => 'authorization' in headers)).toBe(false)
})

test('a batch tells of the request that could not be answered', async () => {
  const requests = [
    { id: 'good', request: { prompt: 'Hi' } },
    { id: 'bad', request: { prompt: 'Hi', temperature: 9 } },
  ]
  const { items } = await router().batch({ model, requests })
  expect(items.find(({ id }) => id === 'bad')).toMatchObject({ error: { code: 'invalid-request' } })
  expect(items.find(({ id }) => id === 'good')).toHaveProperty('result')
})

test('a batch can be stopped', async () => {
  const llm = router()
  const ref = await llm.batch.submit({ model, requests: [{ id: 'a', request: { prompt: 'Hi' } }] })
  await llm.batch.cancel(ref)
  expect(await llm.batch.poll(ref)).toMatchObject({ state: 'cancelled' })
})

test('datasets are files: stored under a name of their own, read and listed over pages', async () => {
  const { files } = router()
  const info = await files.put({ provider: 'fireworks', data: '{"a":1}\n{"a":2}\n', name: 'My herons.jsonl' })
  expect(info).toMatchObject({ name: 'My herons.jsonl', bytes: 16 })
  expect(info.file.id).toMatch(/^my-herons-[a-z0-9]{8}$/)
  expect(emulator.requests.at(-2)!.body).toMatchObject({ dataset: { exampleCount: '2' } })
  expect(new TextDecoder().decode(await files.content(info.file))).toBe('{"a":1}\n{"a":2}\n')
  for (let at = 0; at < 5; at++) await files.put({ provider: 'fireworks', data: '{}\n', name: `more-${at}.jsonl` })
  const listed = await files.list({ provider: 'fireworks' })
  expect(listed.filter(({ name }) => name?.startsWith('more-'))).toHaveLength(5)
})

test('a preference tuning is waited for, and its model answers', async () => {
  const llm = router()
  const { file } = await llm.files.put({ provider: 'fireworks', data: '{}\n', name: 'pairs.jsonl' })
  const tuned = await llm.tune({
    model,
    trainingFile: file,
    method: 'dpo',
    suffix: 'herons',
    hyperparameters: { epochs: 1 },
  })
  expect(tuned).toMatchObject({ model: 'accounts/acme/models/herons', cost: { usd: 2.5, source: 'reported' } })
  expect((await llm.chat({ model: `fireworks/${tuned.model}`, prompt: 'Hello' })).text).toContain('Hello')
})

test('a reinforcement tuning needs its evaluator, and can be stopped', async () => {
  const llm = router()
  const { file } = await llm.files.put({ provider: 'fireworks', data: '{}\n', name: 'tasks.jsonl' })
  const request = { model, trainingFile: file, method: 'reinforcement' }
  await expect(llm.tune.submit(request)).rejects.toMatchObject({ code: 'invalid-request' })
  const ref = await llm.tune.submit({
    ...request,
    hyperparameters: { evaluator: 'accounts/acme/evaluators/e1', epochs: 1 },
  })
  await llm.tune.cancel(ref)
  expect(await llm.tune.poll(ref)).toMatchObject({ state: 'cancelled' })
})

test('a deployment of one’s own is started, scaled, asked, ended and brought back', async () => {
  const llm = router()
  const own = llm.of(fireworks)
  const { name } = await own.createDeployment({
    id: 'd1',
    baseModel: 'accounts/fireworks/models/gpt-oss-20b',
    minReplicas: 0,
    maxReplicas: 2,
    settings: { enableAddons: true },
  })
  expect((await llm.chat({ model: `fireworks/${name}`, prompt: 'Hello' })).text).toContain('Hello')
  await own.scaleDeployment({ id: 'd1', replicas: 2 })
  expect(await own.deployment({ id: 'd1' })).toMatchObject({ replicaCount: 2, maxReplicaCount: 2 })
  expect(await own.updateDeployment({ id: 'd1', maxReplicas: 1 })).toMatchObject({ maxReplicaCount: 1 })
  const adapter = await own.loadAdapter({ model: 'accounts/acme/models/herons', deployment: name })
  expect((await own.adapters({})).map((one) => one.name)).toEqual([adapter.name])
  await own.unloadAdapter({ id: adapter.name.split('/').at(-1)! })
  expect(await own.adapters({})).toEqual([])
  await own.deleteDeployment({ id: 'd1' })
  expect(await own.undeleteDeployment({ id: 'd1' })).toMatchObject({ state: 'READY' })
  expect((await own.deployments({})).map((one) => one.name)).toEqual([name])
})

test('a model of one’s own is brought along', async () => {
  const own = router().of(fireworks)
  await own.createModel({ id: 'mine', model: { kind: 'HF_PEFT_ADDON' } })
  const { filenameToSignedUrls: urls } = await own.modelUpload({ id: 'mine', sizes: { 'adapter.safetensors': 4 } })
  expect(Object.keys(urls)).toEqual(['adapter.safetensors'])
  await own.validateModel({ id: 'mine' })
  expect((await own.ownModels({})).find(({ name }) => name.endsWith('/mine'))).toMatchObject({ state: 'READY' })
  await own.deleteModel({ id: 'mine' })
  expect((await own.ownModels({})).filter(({ name }) => name.endsWith('/mine'))).toEqual([])
})

test('a picture is worked on until it is ready, or refused', async () => {
  const { image } = router()
  const kontext = 'fireworks/accounts/fireworks/models/flux-kontext-pro'
  const images = [{ type: 'media' as const, mediaType: 'image/png', data: 'AAAA' }]
  const made = await image({ model: kontext, prompt: 'At the sea', images, mediaType: 'image/png', size: '1600x900' })
  expect(made.images[0]).toMatchObject({ mediaType: 'image/png', url: expect.stringMatching(/\.png$/) })
  expect(made.warnings.map(({ field }) => field)).toEqual(['size'])
  expect(emulator.requests.find(({ path }) => path.endsWith('/flux-kontext-pro'))!.body).toMatchObject({
    aspect_ratio: '16:9',
  })
  await expect(image({ model: kontext, prompt: 'to be moderated' })).rejects.toMatchObject({
    code: 'content-filter',
    rawCode: 'Request Moderated',
  })
  await expect(image({ model: 'fireworks', prompt: 'A', mediaType: 'image/webp' })).rejects.toMatchObject({
    code: 'unsupported',
  })
})
