import { expect, test } from 'vitest'
import { replicate } from '../src/index.ts'
import { world } from './setting.ts'

const text = (properties: object, output: object) => ({
  id: 'v',
  openapi_schema: { components: { schemas: { Input: { properties }, Output: output } } },
})

test('the list of models tells what each can be used for', async () => {
  const { router } = world({
    'GET /collections/official': {
      models: [
        {
          owner: 'acme',
          name: 'owl-chat',
          latest_version: text({ prompt: {} }, { type: 'array', 'x-cog-array-display': 'concatenate' }),
        },
        {
          owner: 'acme',
          name: 'brush',
          description: 'Generates pictures',
          latest_version: text({ prompt: {} }, { type: 'array', items: { format: 'uri' } }),
        },
        {
          owner: 'acme',
          name: 'reel',
          description: 'Text to video',
          latest_version: text({ prompt: {} }, { format: 'uri' }),
        },
        { owner: 'acme', name: 'riddle', latest_version: null },
      ],
    },
  })
  const models = await router.models({ provider: 'replicate', live: true })
  const found = models.filter(({ id }) => id.startsWith('acme/')).map(({ id, capabilities }) => [id, capabilities])
  expect(found).toEqual([
    ['acme/owl-chat', ['chat']],
    ['acme/brush', ['image']],
    ['acme/reel', ['video']],
    ['acme/riddle', []],
  ])
})

test('hardware comes with the prices that are known', async () => {
  const { router, host } = world({
    'GET /hardware': () => [
      { sku: 'gpu-t4', name: 'Nvidia T4 GPU' },
      { sku: 'gpu-new', name: 'Something new' },
    ],
  })
  expect(await host.run(router.of(replicate).hardware({}))).toEqual([
    { sku: 'gpu-t4', name: 'Nvidia T4 GPU', usdPerSecond: 0.000225 },
    { sku: 'gpu-new', name: 'Something new' },
  ])
})

test('lists go on by their cursor, and never to another address', async () => {
  const { router, host, did } = world({
    'GET /predictions': [
      { next: 'https://elsewhere.test/v1/predictions?cursor=c%3D1', results: [{ id: 'a' }] },
      { next: null, results: [{ id: 'b' }] },
    ],
  })
  const first = await host.run(router.of(replicate).predictions({}))
  const second = await host.run(router.of(replicate).predictions({ cursor: first.cursor! }))
  expect([first, second]).toEqual([{ results: [{ id: 'a' }], cursor: 'c=1' }, { results: [{ id: 'b' }] }])
  expect(did()).toEqual(['GET /predictions', 'GET /predictions?cursor=c%3D1'])
})

test('files are listed over all pages', async () => {
  const { router, host } = world({
    'GET /files': [
      { next: 'https://api.replicate.com/v1/files?cursor=2', results: [{ id: 'f1' }] },
      { next: null, results: [{ id: 'f2' }] },
    ],
  })
  const files = await host.run(router.files.list({ provider: 'replicate' }))
  expect(files.map(({ file }) => file.id)).toEqual(['f1', 'f2'])
})

test('a deployment is made, changed and deleted', async () => {
  const { router, host, sent, did } = world({
    'POST /deployments': { owner: 'me', name: 'owl' },
    'PATCH /deployments/me/owl': { owner: 'me', name: 'owl' },
    'DELETE /deployments/me/owl': () => new Response(null, { status: 204 }),
  })
  const at = router.of(replicate)
  await host.run(
    at.createDeployment({
      name: 'owl',
      model: 'acme/owl',
      version: 'v1',
      hardware: 'gpu-t4',
      minInstances: 0,
      maxInstances: 2,
    }),
  )
  await host.run(at.updateDeployment({ name: 'me/owl', maxInstances: 5 }))
  await host.run(at.deleteDeployment({ name: 'me/owl' }))
  expect(did()).toEqual(['POST /deployments', 'PATCH /deployments/me/owl', 'DELETE /deployments/me/owl'])
  expect(sent.map(({ body }) => body)).toEqual([
    { name: 'owl', model: 'acme/owl', version: 'v1', hardware: 'gpu-t4', min_instances: 0, max_instances: 2 },
    { max_instances: 5 },
    undefined,
  ])
})

test('the key that signs webhooks is fetched', async () => {
  const { router, host } = world({ 'GET /webhooks/default/secret': { key: 'whsec_abc' } })
  expect(await host.run(router.of(replicate).webhookSecret({}))).toBe('whsec_abc')
})

test('sound lies elsewhere and is fetched without the credential', async () => {
  const version = 'f'.repeat(64)
  const { router, host, sent } = world({
    'POST /predictions': { id: 's1', status: 'succeeded', version, output: 'https://replicate.delivery/a/b.mp3' },
    'GET replicate.delivery/a/b.mp3': () => new Response('ID3', { headers: { 'content-type': 'audio/mpeg' } }),
  })
  const { audio } = await host.run(router.speech({ model: `replicate/${version}`, input: 'Hello' }))
  expect(audio).toEqual({ type: 'media', mediaType: 'audio/mpeg', data: 'SUQz' })
  expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer r8_test', null])
})

test('speech that names only the provider asks a model that speaks', async () => {
  const { router, host, did } = world({
    'GET /models/jaaari/kokoro-82m': {
      owner: 'jaaari',
      name: 'kokoro-82m',
      latest_version: text({ text: {} }, { format: 'uri' }),
    },
    'POST /predictions': { id: 's1', status: 'succeeded', output: 'data:audio/wav;base64,UklGRg==' },
  })
  const { audio } = await host.run(router.speech({ model: 'replicate', input: 'Hello' }))
  expect(audio.data).toBe('UklGRg==')
  expect(did()).toContain('POST /models/jaaari/kokoro-82m/predictions')
})
