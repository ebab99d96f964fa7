import { expect, test } from 'vitest'
import { cache, defaultPolicies, memoryStore } from '../src/index.ts'
import { cut, fail, hang, ok, scripted } from '../../testing/src/host/index.ts'
import { failure, setUp } from './set-up.ts'
import type { CacheOptions, ChatEvent, ModelInfo, Store } from '../src/index.ts'

const cached = (options: Partial<CacheOptions> = {}) => ({
  policies: [cache({ scope: 'shared', ...options }), ...defaultPolicies()],
})
const price = { prices: { input: 1, output: 2 }, source: 'test', asOf: '2026-01-01' }
const model: ModelInfo = { id: 'scripted', capabilities: ['chat'], price, source: 'test', asOf: '2026-01-01' }
const priced = { models: async () => ({ models: [model] }) }
const textOf = (events: readonly ChatEvent[]): string =>
  events.map((event) => ('text' in event ? event.text : '')).join('')

async function read(stream: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  const events: ChatEvent[] = []
  for await (const event of stream) events.push(event)
  return events
}

test('the second of two equal calls is not made, costs nothing, and says what it saved', async () => {
  const a = scripted('a', ok('hello there'), priced)
  const { host, llm } = setUp([a], cached())
  const first = await host.run(llm.chat({ prompt: 'hi' }))
  const second = await host.run(llm.chat({ prompt: 'hi' }))
  expect(a.calls).toHaveLength(1)
  expect(first.cost).toEqual({ usd: 0.000005, source: 'catalogue', asOf: '2026-01-01' })
  expect(second).toMatchObject({ text: 'hello there', cost: { usd: 0 }, cached: { saved: first.cost }, attempts: [] })
  expect(first).not.toHaveProperty('cached')
})

test('an answer that was awaited replays as a stream, and a stream is stored for those who await it', async () => {
  const a = scripted('a', ok('hello there'))
  const { host, llm } = setUp([a], cached())
  await host.run(llm.chat({ prompt: 'one' }))
  const replayed = await host.run(read(llm.stream({ prompt: 'one' })))
  expect(replayed.map(({ type }) => type)).toEqual(['start', 'text-delta', 'finish'])
  expect(textOf(replayed)).toBe('hello there')
  await host.run(read(llm.stream({ prompt: 'two' })))
  expect((await host.run(llm.chat({ prompt: 'two' }))).text).toBe('hello there')
  expect(a.calls).toHaveLength(2)
})

test.each([
  ['another prompt', { prompt: 'ho' }, 2],
  ['another scope', { prompt: 'hi', scope: 'b' }, 2],
  ['another temperature', { prompt: 'hi', temperature: 0, topP: 0.5 }, 2],
  ['another user', { prompt: 'hi', user: 'you' }, 1],
  ['the fields in another order', { seed: 1, prompt: 'hi' }, 2],
])('%s: so many calls', async (_, request, calls) => {
  const a = scripted('a', ok('hello'))
  const { host, llm } = setUp([a], cached({ scope: ({ scope }) => scope }))
  await host.run(llm.chat({ scope: 'a', prompt: 'hi' }))
  await host.run(llm.chat({ scope: 'a', ...request }))
  expect(a.calls).toHaveLength(calls)
})

test('a call without a scope is refused where the cache reads it from the call', async () => {
  const { host, llm } = setUp([scripted('a', ok('hello'))], cached({ scope: ({ scope }) => scope }))
  expect(await failure(host.run(llm.chat({ prompt: 'hi' })))).toMatchObject({ code: 'invalid-request', field: 'scope' })
})

test('an answer is forgotten after its time', async () => {
  const a = scripted('a', ok('hello'))
  const { host, llm } = setUp([a], cached({ ttlMs: 1000 }))
  await host.run(llm.chat({ prompt: 'hi' }))
  await host.advance(1001)
  await host.run(llm.chat({ prompt: 'hi' }))
  expect(a.calls).toHaveLength(2)
})

test('a failure and a request with temperature are not kept', async () => {
  const a = scripted('a', [fail(400), ok('hello')])
  const { host, llm } = setUp([a], cached())
  await failure(host.run(llm.chat({ prompt: 'hi' })))
  await host.run(llm.chat({ prompt: 'hi' }))
  await host.run(llm.chat({ prompt: 'hi', temperature: 1 }))
  await host.run(llm.chat({ prompt: 'hi', temperature: 1 }))
  expect(a.calls).toHaveLength(4)
})

test('equal calls in flight are made once, whether they stream or not', async () => {
  const a = scripted('a', ok('one two three', { ms: 100, gapMs: 100 }))
  const { host, llm } = setUp([a], cached())
  const all = Promise.all([
    llm.stream({ prompt: 'hi' }).result(),
    read(llm.stream({ prompt: 'hi' })),
    llm.chat({ prompt: 'hi' }),
  ])
  const [led, events, answer] = await host.run(all)
  expect(a.calls).toHaveLength(1)
  expect([led.text, textOf(events), answer.text]).toEqual(['one two three', 'one two three', 'one two three'])
  expect([led.attempts.length, answer.attempts.length]).toEqual([1, 0])
  expect(host.pending).toBe(0)
})

test('a follower gets the events as they come, not at the end', async () => {
  const a = scripted('a', ok('one two three', { ms: 100, gapMs: 100 }))
  const { host, llm } = setUp([a], cached())
  const leader = read(llm.stream({ prompt: 'hi' }))
  const stream = llm.stream({ prompt: 'hi' })[Symbol.asyncIterator]()
  const start = host.now()
  await host.run(stream.next())
  expect(await host.run(stream.next())).toMatchObject({ value: { type: 'text-delta', text: 'one ' } })
  expect(host.now() - start).toBe(100)
  await host.run(Promise.all([leader, stream.return!()]))
})

test('the failure of the one that makes the call lets one of the others make it', async () => {
  const a = scripted('a', [fail(400, { ms: 50 }), ok('hello', { ms: 50 })])
  const { host, llm } = setUp([a], cached())
  const outcomes = await host.run(Promise.allSettled([1, 2, 3].map(() => llm.chat({ prompt: 'hi' }))))
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
  expect(a.calls).toHaveLength(2)
})

test('the one that makes the call may leave: the others read on', async () => {
  const a = scripted('a', ok('one two three', { ms: 100, gapMs: 100 }))
  const { host, llm } = setUp([a], cached())
  const leader = llm.stream({ prompt: 'hi' })[Symbol.asyncIterator]()
  const follower = read(llm.stream({ prompt: 'hi' }))
  await host.run(leader.next())
  await host.run(leader.next())
  await leader.return!()
  expect(textOf(await host.run(follower))).toBe('one two three')
  expect(a.calls).toHaveLength(1)
})

test('when all have left, the call is aborted and the next one makes its own', async () => {
  const a = scripted('a', [hang(), ok('hello')])
  const { host, llm } = setUp([a], cached())
  const controller = new AbortController()
  const waiting = [1, 2].map(() => failure(llm.chat({ prompt: 'hi', signal: controller.signal })))
  await host.advance(10)
  controller.abort()
  expect((await host.run(Promise.all(waiting))).map(({ code }) => code)).toEqual(['aborted', 'aborted'])
  expect([a.open, host.pending]).toEqual([0, 0])
  expect((await host.run(llm.chat({ prompt: 'hi' }))).text).toBe('hello')
})

test('one that waits in the cache can be aborted alone', async () => {
  const a = scripted('a', ok('hello', { ms: 1000 }))
  const { host, llm } = setUp([a], cached())
  const leader = llm.chat({ prompt: 'hi' })
  const controller = new AbortController()
  const follower = failure(llm.chat({ prompt: 'hi', signal: controller.signal }))
  await host.advance(10)
  controller.abort()
  expect((await host.run(follower)).code).toBe('aborted')
  expect((await host.run(leader)).text).toBe('hello')
})

test('a stream that is cut is not kept', async () => {
  const a = scripted('a', [cut('one two', 1), ok('one two')])
  const { host, llm } = setUp([a], cached())
  await failure(host.run(read(llm.stream({ prompt: 'hi' }))))
  expect((await host.run(llm.chat({ prompt: 'hi' }))).text).toBe('one two')
})

test('a store that fails takes away the cache, not the answer', async () => {
  const broken = (): never => {
    throw new Error('no store')
  }
  const store: Store = { get: broken, set: broken, delete: broken }
  const { host, llm } = setUp([scripted('a', ok('hello'))], cached({ store }))
  const warnings: unknown[] = []
  llm.on('warning', (event) => warnings.push(event))
  expect((await host.run(llm.chat({ prompt: 'hi' }))).text).toBe('hello')
  expect(warnings).toHaveLength(2)
})

test('the memory forgets first what has not been used for longest', () => {
  const store = memoryStore({ now: () => 0, maxBytes: 2 * 3 * (1 + 4) })
  for (const key of ['a', 'b', 'c']) void store.set(key, 'four', 1000)
  expect(store.get('a')).toBe('four')
  void store.set('d', 'four', 1000)
  expect(['a', 'b', 'c', 'd'].map((key) => store.get(key))).toEqual(['four', undefined, 'four', 'four'])
  void store.set('e', 'x'.repeat(100), 1000)
  expect(store.get('e')).toBeUndefined()
})
