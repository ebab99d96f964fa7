import { isLLMError } from '@llmrr/core'
import { beforeAll, expect, test } from 'vitest'
import { events, open, world } from './setting.ts'

const model = 'replicate/meta/meta-llama-3-8b-instruct'
const create = 'POST /models/meta/meta-llama-3-8b-instruct/predictions'
const stream = 'https://stream.replicate.com/v1/files/run1'
const started = { id: 'run1', status: 'starting', output: null, urls: { stream } }
const done = { id: 'run1', status: 'succeeded', output: ['Hel', 'lo'], version: 'dp-1' }
const canceled = { ...done, status: 'canceled' }
const hello = 'event: output\nid: 1:0\ndata: Hello\n\n'
const end = 'event: done\nid: 9:0\ndata: {}\n\n'
const settled = <T>(promise: Promise<T>) => promise.then(undefined, (error: unknown) => error)

// What is imported when first used takes real time, in which virtual time would run ahead.
beforeAll(async () => {
  const { router } = world({ [create]: done })
  await router.chat({ model, prompt: 'Hello' })
})

test('an abort while a run is looked at cancels the run', async () => {
  const { router, host, did } = world({
    [create]: started,
    'GET /predictions/run1': started,
    'POST /predictions/run1/cancel': canceled,
  })
  const controller = new AbortController()
  const answer = settled(router.chat({ model, prompt: 'Hello', signal: controller.signal }))
  await host.advance(1000)
  controller.abort()
  expect(isLLMError(await answer, 'aborted')).toBe(true)
  await host.settle()
  expect(did().at(-1)).toBe('POST /predictions/run1/cancel')
  expect(host.pending).toBe(0)
})

test('an abort in the middle of a stream cancels the run', async () => {
  const { router, host, did } = world({
    [create]: started,
    'GET stream.replicate.com/v1/files/run1': open(hello),
    'POST /predictions/run1/cancel': canceled,
  })
  const controller = new AbortController()
  const iterator = router.stream({ model, prompt: 'Hello', signal: controller.signal })[Symbol.asyncIterator]()
  await host.run(iterator.next())
  await host.run(iterator.next())
  const next = settled(iterator.next())
  controller.abort()
  expect(isLLMError(await next, 'aborted')).toBe(true)
  await host.settle()
  expect(did()).toEqual([create, `GET ${stream}`, 'POST /predictions/run1/cancel'])
})

test('whoever breaks off reading cancels the run', async () => {
  const { router, host, did } = world({
    [create]: started,
    'GET stream.replicate.com/v1/files/run1': open(hello),
    'POST /predictions/run1/cancel': canceled,
  })
  const iterator = router.stream({ model, prompt: 'Hello' })[Symbol.asyncIterator]()
  await host.run(iterator.next())
  await host.run(iterator.next())
  await host.run(iterator.return!())
  await host.settle()
  expect(did().at(-1)).toBe('POST /predictions/run1/cancel')
})

test('a run that has ended is not cancelled', async () => {
  const { router, host, did } = world({
    [create]: started,
    'GET stream.replicate.com/v1/files/run1': () => events(hello + end),
    'GET /predictions/run1': done,
  })
  const { text } = await host.run(router.stream({ model, prompt: 'Hello' }).result())
  expect(text).toBe('Hello')
  expect(did()).toEqual([create, `GET ${stream}`, 'GET /predictions/run1'])
})

test('a stream that was cut is a network error, and its run is cancelled', async () => {
  const { router, host, did } = world({
    [create]: started,
    'GET stream.replicate.com/v1/files/run1': () => events(hello),
    'POST /predictions/run1/cancel': canceled,
  })
  const error = await host.run(settled(router.stream({ model, prompt: 'Hello' }).result()))
  expect(isLLMError(error, 'network')).toBe(true)
  expect(did().filter((one) => one.endsWith('/cancel'))).not.toEqual([])
})

test('a stream that idled away is taken up where it was left', async () => {
  const { router, host, sent } = world({
    [create]: started,
    'GET stream.replicate.com/v1/files/run1': [
      () => events(`: hi\n\n${hello}:408: 408 Request Timeout\n\n`),
      () => events(`${hello}event: output\nid: 1:1\ndata:  again\n\n${end}`),
    ],
    'GET /predictions/run1': done,
  })
  const { text } = await host.run(router.stream({ model, prompt: 'Hello' }).result())
  expect(text).toBe('Hello again')
  const streams = sent.filter(({ url }) => url === stream)
  expect(streams.map(({ headers }) => headers.get('last-event-id'))).toEqual([null, '1:0'])
})

test('a run without a stream is told by what each look finds to be new', async () => {
  const { router, host } = world({
    [create]: { ...started, urls: {} },
    'GET /predictions/run1': [
      { ...started, status: 'processing', output: ['Hel'] },
      { ...started, status: 'processing', output: ['Hel', 'lo '] },
      { ...done, output: ['Hel', 'lo ', 'there'] },
    ],
  })
  const texts: string[] = []
  const reading = async () => {
    for await (const event of router.stream({ model, prompt: 'Hello' }))
      if (event.type === 'text-delta') texts.push((event as { text: string }).text)
  }
  await host.run(reading())
  expect(texts).toEqual(['Hel', 'lo ', 'there'])
})

test('trouble while looking is borne three times, because a second run would cost as much again', async () => {
  const trouble = () => new Response('{"detail":"Bad gateway"}', { status: 502 })
  const { router, host, did } = world({
    [create]: started,
    'GET /predictions/run1': [trouble, trouble, trouble, done],
  })
  const { text } = await host.run(router.chat({ model, prompt: 'Hello' }))
  expect(text).toBe('Hello')
  expect(did().filter((one) => one === create)).toHaveLength(1)
})

test('the credential goes to the service and not to where it keeps its files', async () => {
  const { router, host, sent } = world({
    [create]: { ...started, urls: { stream: 'https://elsewhere.test/run1' } },
    'GET elsewhere.test/run1': () => events(hello + end),
    'GET /predictions/run1': done,
  })
  await host.run(router.stream({ model, prompt: 'Hello' }).result())
  expect(sent.map(({ url, headers }) => [new URL(url).host, headers.get('authorization')])).toEqual([
    ['api.replicate.com', 'Bearer r8_test'],
    ['elsewhere.test', null],
    ['api.replicate.com', 'Bearer r8_test'],
  ])
})

test('an answer stands when nobody can be asked what it took', async () => {
  const { router, host } = world({
    [create]: started,
    'GET stream.replicate.com/v1/files/run1': () => events(hello + end),
    'GET /predictions/run1': () => new Response('', { status: 404 }),
  })
  const answer = await host.run(router.stream({ model, prompt: 'Hello' }).result())
  expect([answer.text, answer.finishReason, answer.usage]).toEqual(['Hello', 'stop', undefined])
})

test('a stream that ends in an error has the error of its run', async () => {
  const { router, host } = world({
    [create]: started,
    'GET stream.replicate.com/v1/files/run1': () => events(`event: done\ndata: {"reason":"error"}\n\n`),
    'GET /predictions/run1': { ...done, status: 'failed', error: 'The input was flagged as sensitive (E005)' },
  })
  const error = await host.run(settled(router.stream({ model, prompt: 'Hello' }).result()))
  expect(isLLMError(error, 'content-filter')).toBe(true)
})

test('what a model throws by itself is not run again here', async () => {
  const { router, host, did } = world({ [create]: { ...done, status: 'failed', error: 'KeyError: 3' } })
  const error = await host.run(settled(router.chat({ model, prompt: 'Hello' })))
  expect(isLLMError(error, 'server') && error.retry).toBe('other')
  expect(did()).toEqual([create])
})

test('a look that says nothing of the run is a bad response, and the run is cancelled', async () => {
  const { router, host, did } = world({
    [create]: started,
    'GET /predictions/run1': {},
    'POST /predictions/run1/cancel': canceled,
  })
  const error = await host.run(settled(router.chat({ model, prompt: 'Hello' })))
  expect(isLLMError(error, 'bad-response')).toBe(true)
  expect(did()).toContain('POST /predictions/run1/cancel')
})

test('the price of an official model is by its tokens', async () => {
  const { router, host } = world({
    'POST /models/deepseek-ai/deepseek-r1/predictions': {
      ...done,
      metrics: { input_token_count: 1000, output_token_count: 200, predict_time: 3 },
    },
  })
  const { cost } = await host.run(router.chat({ model: 'replicate', prompt: 'Hello' }))
  expect(cost).toEqual({ usd: 0.00575, source: 'catalogue', asOf: '2026-10-07' })
})

test('system, images and turns go where the schema of the model has room for them', async () => {
  const { router, host, sent } = world({
    'GET /models/acme/owl': {
      owner: 'acme',
      name: 'owl',
      latest_version: {
        id: 'v1',
        openapi_schema: {
          components: {
            schemas: {
              Input: {
                properties: {
                  prompt: { type: 'string' },
                  max_new_tokens: { type: 'integer' },
                  stop_sequences: { type: 'string' },
                  images: { type: 'array' },
                },
              },
            },
          },
        },
      },
    },
    'POST /models/acme/owl/predictions': done,
  })
  const image = { type: 'media', mediaType: 'image/png' } as const
  const ask = {
    model: 'replicate/acme/owl',
    system: 'Be brief.',
    prompt: [
      { type: 'text', text: 'What is this?' },
      { ...image, data: 'AAAA' },
      { ...image, file: { provider: 'replicate', id: 'f1' } },
    ],
    maxOutputTokens: 9,
    topK: 3,
    stop: ['END', 'a,b'],
  } as const
  const { warnings } = await host.run(router.chat(ask))
  await host.run(router.chat(ask))
  expect(sent.filter(({ method }) => method === 'GET')).toHaveLength(1)
  expect(sent.at(-1)!.body).toEqual({
    input: {
      prompt: 'Be brief.\n\nWhat is this?',
      max_new_tokens: 9,
      stop_sequences: 'END',
      images: ['data:image/png;base64,AAAA', 'https://api.replicate.com/v1/files/f1'],
    },
  })
  expect(warnings.map(({ field }) => field)).toEqual(['messages', 'topK', 'stop'])
})
