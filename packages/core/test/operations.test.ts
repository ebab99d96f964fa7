import { describe, expect, test } from 'vitest'
import { createRouter, defineProvider, llmError } from '../src/index.ts'
import { ok, scripted, virtualHost } from '../../testing/src/host/index.ts'
import { failure } from './set-up.ts'
import type {
  BatchItem,
  BatchResult,
  Context,
  FilePutRequest,
  JobRef,
  JobStatus,
  ModelInfo,
  Usage,
  VideoRequest,
  VideoResult,
} from '../src/index.ts'

const fact = { source: 'test', asOf: '2026-01-01' }
const film = { type: 'media', mediaType: 'video/mp4', url: 'https://x' } as const

/** A service of films: every submit fails with the next of `refusals`, every poll answers the next of `states`. */
function studio(
  id: string,
  {
    refusals = [],
    states = [],
    idempotent,
  }: { refusals?: unknown[]; states?: JobStatus<VideoResult>[]; idempotent?: boolean },
) {
  const submits: Context[] = []
  const polls: number[] = []
  const cancelled: JobRef[] = []
  const provider = defineProvider(id, () => ({
    defaultModel: 'reel',
    models: async () => ({
      models: [{ id: 'reel', capabilities: ['video' as const], price: { prices: { seconds: 0.1 }, ...fact }, ...fact }],
    }),
    video: {
      ...(idempotent && { idempotent }),
      async submit(_: VideoRequest, context: Context): Promise<JobRef> {
        submits.push(context)
        const refusal = refusals.shift()
        if (refusal) throw refusal
        return { provider: id, capability: 'video', model: context.target.model, id: 'job-1' }
      },
      async poll(_: JobRef, { host }: Context) {
        polls.push(host.now())
        return states.length > 1 ? states.shift()! : states[0]!
      },
      async cancel(ref: JobRef) {
        cancelled.push(ref)
      },
    },
  }))()
  return { provider, submits, polls, cancelled }
}

const done: JobStatus<VideoResult> = { state: 'done', result: { videos: [film], usage: { seconds: 5 } } }

describe('jobs', () => {
  test('called, they are submitted and waited for, as often as the service says', async () => {
    const host = virtualHost()
    const a = studio('a', { states: [{ state: 'queued', pollAfterMs: 7000 }, { state: 'running' }, done] })
    const llm = createRouter({ use: [a.provider], host })
    const result = await host.run(llm.video({ prompt: 'a goldfish' }))
    expect(result).toMatchObject({ videos: [film], cost: { usd: 0.5 }, target: { provider: 'a', model: 'reel' } })
    expect(result.attempts).toHaveLength(2)
    expect(a.polls.map((at) => at - a.polls[0]!)).toEqual([0, 7000, 8500])
    expect(host.pending).toBe(0)
  })

  test('a batch costs what its answers cost, each by its own prompt, at the price of batches', async () => {
    const host = virtualHost()
    const states: JobStatus<BatchResult>[] = []
    const provider = defineProvider('a', () => ({
      defaultModel: 'm',
      models: async () => {
        const prices = { prices: { input: 1, output: 10 }, above: [{ input: 1000, prices: { input: 100 } }] }
        return {
          models: [
            {
              id: 'm',
              capabilities: ['chat' as const],
              price: { ...prices, factors: { batch: 0.5 }, ...fact },
              ...fact,
            },
          ],
        }
      },
      batch: {
        submit: async (): Promise<JobRef> => ({ provider: 'a', capability: 'batch', model: 'm', id: 'b' }),
        poll: async () => states.shift()!,
      },
    }))()
    const llm = createRouter({ use: [provider], host })
    const item = (id: string, usage?: Usage) => ({
      id,
      result: { text: '', parts: [], toolCalls: [], finishReason: 'stop' as const, ...(usage && { usage }) },
    })
    const failed = { id: 'z', error: { code: 'server' as const, message: 'no' } }
    const ask = (...items: BatchItem[]) => {
      states.push({ state: 'done', result: { items } })
      return host.run(llm.batch({ requests: [{ id: 'x', request: { prompt: 'hi' } }] }))
    }
    const { usage, cost } = await ask(item('x', { input: 800, output: 10 }), item('y', { input: 600 }), failed)
    expect(usage).toEqual({ input: 1400, output: 10 })
    expect(cost).toMatchObject({ usd: 0.00075, source: 'catalogue' })
    expect(await ask(item('x', { input: 800 }), item('y'))).not.toHaveProperty('cost')
  })

  test('the reference is plain JSON that another router can poll, wait for and cancel', async () => {
    const host = virtualHost()
    const a = studio('a', { states: [{ state: 'running', progress: 0.5 }, done] })
    const ref = await host.run(
      createRouter({ use: [a.provider], host }).video.submit({ prompt: 'x', model: 'a/short' }),
    )
    const other = createRouter({ use: [a.provider], host })
    const copy = JSON.parse(JSON.stringify(ref)) as JobRef
    expect(copy).toEqual({ provider: 'a', capability: 'video', model: 'short', id: 'job-1' })
    expect(await host.run(other.video.poll(copy))).toEqual({ state: 'running', progress: 0.5 })
    expect((await host.run(other.video.wait(copy))).videos).toEqual([film])
    await host.run(other.video.cancel(copy))
    expect(a.cancelled).toEqual([copy])
  })

  test('a submit that may have arrived is not repeated anywhere', async () => {
    const host = virtualHost()
    const a = studio('a', { refusals: [llmError('server', 'no', { status: 500 })] })
    const b = studio('b', { states: [done] })
    const llm = createRouter({ use: [a.provider, b.provider], host })
    expect((await failure(host.run(llm.video({ model: ['a', 'b'], prompt: 'x' })))).code).toBe('server')
    expect([a.submits.length, b.submits.length]).toEqual([1, 0])
  })

  test('one that cannot have arrived is, and so is one that the service can tell apart', async () => {
    const host = virtualHost()
    const refused = llmError('network', 'no', { cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }) })
    const a = studio('a', { refusals: [refused] })
    const b = studio('b', { states: [done] })
    const llm = createRouter({ use: [a.provider, b.provider], host })
    await host.run(llm.video({ model: ['a', 'b'], prompt: 'x' }))
    expect([a.submits.length, b.submits.length]).toEqual([1, 1])
    const c = studio('c', { refusals: [llmError('server', 'no', { status: 500 })], states: [done], idempotent: true })
    await host.run(createRouter({ use: [c.provider], host }).video({ prompt: 'x' }))
    expect(c.submits).toHaveLength(2)
    expect(new Set(c.submits.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
  })

  test.each<[string, JobStatus<VideoResult>, string]>([
    [
      'that failed',
      { state: 'failed', code: 'content-filter', message: 'not nice', rawCode: 'nsfw' },
      'content-filter',
    ],
    ['that was cancelled', { state: 'cancelled' }, 'aborted'],
  ])('one %s is an error', async (_, state, code) => {
    const host = virtualHost()
    const llm = createRouter({ use: [studio('a', { states: [state] }).provider], host })
    expect(await failure(host.run(llm.video({ prompt: 'x' })))).toMatchObject({ code, target: { provider: 'a' } })
  })

  test('the wait ends by the signal or by its total time; the job goes on', async () => {
    const host = virtualHost()
    const llm = createRouter({ use: [studio('a', { states: [{ state: 'running' }] }).provider], host })
    const controller = new AbortController()
    const waiting = failure(llm.video({ prompt: 'x', signal: controller.signal }))
    await host.advance(10_000)
    controller.abort()
    expect((await host.run(waiting)).code).toBe('aborted')
    const late = failure(llm.video({ prompt: 'x', timeouts: { totalMs: 60_000 } }))
    expect(await host.run(late)).toMatchObject({ code: 'timeout', rawCode: 'total' })
    expect(host.pending).toBe(0)
  })

  test('what a job cannot do is unsupported', async () => {
    const host = virtualHost()
    const { provider } = studio('a', { states: [done] })
    const { cancel: _, ...video } = provider.video
    const llm = createRouter({ use: [{ ...provider, video }], host })
    const ref: JobRef = { provider: 'a', capability: 'video', model: 'reel', id: '1' }
    expect((await failure(host.run(llm.video.cancel(ref)))).code).toBe('unsupported')
    expect((await failure(host.run(llm.tune({ trainingFile: { provider: 'a', id: 'f' } })))).code).toBe('unsupported')
  })
})

describe('files', () => {
  const drive = (id: string) =>
    defineProvider(id, () => ({
      files: {
        put: async (request: FilePutRequest) => ({ file: { provider: id, id: request.name } }),
        get: async (file: { provider: string; id: string }) => ({ file, name: file.id }),
        list: async () => [{ file: { provider: id, id: 'one' } }],
      },
    }))()

  test('go to the only provider that has them, or to the one named; a file knows its own', async () => {
    const host = virtualHost()
    const one = createRouter({ use: [drive('a'), scripted('b', ok('hello')).provider], host })
    const nothing = { name: 'x' } as FilePutRequest
    expect(await failure(host.run(one.files.put(nothing)))).toMatchObject({ code: 'invalid-request', field: 'data' })
    const put = await host.run(one.files.put({ name: 'x', data: 'y' }))
    expect(put).toEqual({ file: { provider: 'a', id: 'x' } })
    expect(await host.run(one.files.get(put.file))).toMatchObject({ name: 'x' })
    expect(await host.run(one.files.list())).toHaveLength(1)
    const two = createRouter({ use: [drive('a'), drive('b')], host })
    expect((await host.run(two.files.put({ name: 'x', data: 'y', provider: 'b' }))).file.provider).toBe('b')
    const error = await failure(host.run(two.files.list()))
    expect(error.message).toContain('There are: a, b.')
    expect((await failure(host.run(two.files.delete({ provider: 'a', id: 'x' })))).code).toBe('unsupported')
  })
})

describe('models', () => {
  const info = (id: string, more: Partial<ModelInfo> = {}): ModelInfo => ({
    id,
    capabilities: ['chat'],
    ...fact,
    ...more,
  })
  const listing = (id: string, live?: () => Promise<readonly ModelInfo[]>) =>
    defineProvider(id, () => ({
      models: async () => ({
        models: [info('known', { contextWindow: 8 }), info('vectors', { capabilities: ['embed'] })],
      }),
      ...(live && { listModels: live }),
    }))()

  test('come from the catalogues, by provider and capability', async () => {
    const host = virtualHost()
    const llm = createRouter({ use: [listing('a'), listing('b')], host })
    expect(
      (await host.run(llm.models({ capability: 'embed' }))).map(({ provider, id }) => `${provider}/${id}`),
    ).toEqual(['a/vectors', 'b/vectors'])
    expect(await host.run(llm.models({ provider: 'a' }))).toHaveLength(2)
  })

  test('and from the services, which add what is new; one that fails does not hide the others', async () => {
    const host = virtualHost()
    const broken = (): Promise<never> => Promise.reject(llmError('auth', 'no key'))
    const llm = createRouter({
      use: [listing('a', async () => [info('known'), info('new')]), listing('b', broken)],
      host,
    })
    const warned: unknown[] = []
    llm.on('warning', (event) => warned.push(event))
    const models = await host.run(llm.models({ live: true }))
    expect(models.map(({ provider, id }) => `${provider}/${id}`)).toEqual([
      'a/known',
      'a/vectors',
      'a/new',
      'b/known',
      'b/vectors',
    ])
    expect(models[0]).toMatchObject({ contextWindow: 8 })
    expect(warned).toMatchObject([{ provider: 'b', error: { code: 'auth' } }])
    expect((await failure(host.run(llm.models({ live: true, provider: 'b' })))).code).toBe('auth')
  })

  test('a catalogue that cannot be loaded is warned of, and the call goes on', async () => {
    const host = virtualHost()
    const llm = createRouter({
      use: [scripted('a', ok('hello'), { models: () => Promise.reject(new Error('gone')) }).provider],
      host,
    })
    const warned: unknown[] = []
    llm.on('warning', (event) => warned.push(event))
    expect((await host.run(llm.chat({ prompt: 'hi' }))).text).toBe('hello')
    expect(warned).toHaveLength(1)
  })
})

test('what one service alone offers is typed, bound to a context, and made once', async () => {
  const host = virtualHost()
  let calls = 0
  const shop = defineProvider('shop', (config: { id?: string } = {}) => ({
    extras: {
      credits: async (_: undefined, { target }: Context) => ({ left: 7, of: target.provider }),
      spend: async ({ amount }: { amount: number }) => {
        calls++
        if (amount > 7) throw new TypeError('fetch failed')
        return amount
      },
    },
    note: config.id,
  }))
  const llm = createRouter({ use: [shop(), shop({ id: 'other' })], host })
  expect(await host.run(llm.of(shop).credits())).toEqual({ left: 7, of: 'shop' })
  expect(await host.run(llm.of('other').credits!())).toEqual({ left: 7, of: 'other' })
  expect(await host.run(llm.of(shop).spend({ amount: 3 }))).toBe(3)
  expect(await failure(host.run(llm.of(shop).spend({ amount: 8 })))).toMatchObject({
    code: 'network',
    target: { provider: 'shop' },
  })
  expect(calls).toBe(2)
  expect(() => llm.of('nobody')).toThrow(/no provider "nobody"/)
})

declare module '../src/index.ts' {
  interface Capabilities {
    translate: { request: { readonly text: string }; result: Promise<{ readonly text: string }> }
  }
}

test('a capability that a package has declared is called by its name', async () => {
  const host = virtualHost()
  const translator = defineProvider('t', () => ({
    defaultModel: 'm',
    translate: async ({ text }: { text: string }) => ({ text: text.toUpperCase() }),
  }))
  const llm = createRouter({ use: [translator()], host })
  expect(await host.run(llm.call('translate', { text: 'hi' }))).toMatchObject({ text: 'HI', target: { provider: 't' } })
})

test('one method per capability', () => {
  const llm = createRouter({ use: [] })
  const names =
    'chat stream complete embed rerank moderate image speech transcribe video ocr search countTokens batch tune files models call of use on'
  for (const name of names.split(' ')) expect(llm).toHaveProperty(name)
})

test('single answers carry the facts of their call', async () => {
  const host = virtualHost()
  const vectors = defineProvider('v', () => ({
    defaultModel: 'small',
    models: async () => ({
      models: [{ id: 'small', capabilities: ['embed' as const], price: { prices: { input: 1 }, ...fact }, ...fact }],
    }),
    embed: async () => ({ embeddings: [[1, 2]], usage: { input: 3 }, requestId: 'r' }),
  }))
  const llm = createRouter({ use: [vectors()], host })
  expect(await host.run(llm.embed({ input: 'hi' }))).toMatchObject({
    embeddings: [[1, 2]],
    usage: { input: 3 },
    cost: { usd: 0.000003 },
    requestId: 'r',
    attempts: [{ outcome: 'ok', requestId: 'r' }],
    warnings: [],
  })
})
