import { expect, test } from 'vitest'
import { createRouter, defineProvider } from '../src/index.ts'
import { events, inBand, ok, scripted, virtualHost } from '../../testing/src/host/index.ts'
import { failure, setUp } from './set-up.ts'
import type { ChatEvent } from '../src/index.ts'
import type { Scripted } from '../../testing/src/host/index.ts'

const finish: ChatEvent = { type: 'finish', reason: 'stop' }
const text = (piece: string, index = 0): ChatEvent => ({ type: 'text-delta', index, text: piece })

async function read(stream: AsyncIterable<ChatEvent>, into: ChatEvent[] = []): Promise<ChatEvent[]> {
  for await (const event of stream) into.push(event)
  return into
}

test('events come one pull at a time: nothing is read ahead', async () => {
  let pulled = 0
  const source = defineProvider('a', () => ({
    defaultModel: 'm',
    async *chat() {
      for (; pulled < 1000; pulled++) yield text('x')
      yield finish
    },
  }))
  const stream = createRouter({ use: [source()] }).stream({ prompt: 'hi' })
  const iterator = stream[Symbol.asyncIterator]()
  for (let taken = 1; taken <= 5; taken++) {
    await iterator.next()
    expect(pulled + 1).toBeLessThanOrEqual(taken + 2)
  }
  await iterator.return!()
})

test('what comes before the first content is held back: a failure there falls back in silence', async () => {
  const a = scripted('a', events([{ type: 'start' }, { type: 'x-note' }, text('')]))
  const { host, llm } = setUp([a, scripted('b', ok('hello'))])
  const got = await host.run(read(llm.stream({ prompt: 'hi' })))
  expect(got.map(({ type }) => type)).toEqual(['start', 'text-delta', 'finish'])
})

test('a failure inside the stream before content is like any other', async () => {
  const { host, llm } = setUp([
    scripted('a', inBand('no', 0, 'rate-limit', { retryAfterMs: 60_000 })),
    scripted('b', ok('hello')),
  ])
  const { attempts } = await host.run(llm.stream({ prompt: 'hi' }).result())
  expect(attempts.map(({ code }) => code)).toEqual(['rate-limit', undefined])
})

test('after content it is thrown, committed, and the iterator is done', async () => {
  const { host, llm } = setUp([scripted('a', inBand('one two', 1, 'overloaded')), scripted('b', ok('never'))])
  const iterator = llm.stream({ prompt: 'hi' })[Symbol.asyncIterator]()
  await host.run(iterator.next())
  expect(await host.run(iterator.next())).toMatchObject({ value: text('one ') })
  expect(await failure(host.run(iterator.next()))).toMatchObject({
    code: 'overloaded',
    committed: true,
    partial: [{ text: 'one ' }],
  })
  expect(await iterator.next()).toEqual({ done: true, value: undefined })
})

test.each<[string, readonly ChatEvent[], string]>([
  ['two finishes', [text('a'), finish, finish], 'bad-response'],
  ['an event after the finish', [text('a'), finish, text('b')], 'bad-response'],
  ['a gap in the parts', [text('a'), text('b', 2), finish], 'bad-response'],
  ['no finish', [text('a')], 'network'],
])('%s is an error, awaited or streamed', async (_, list, code) => {
  const { host, llm } = setUp([scripted('a', events(list))])
  const got: ChatEvent[] = []
  expect(await failure(host.run(read(llm.stream({ prompt: 'hi' }), got)))).toMatchObject({ code, committed: true })
  expect(got.map(({ type }) => type)).not.toContain('finish')
  expect((await failure(host.run(llm.chat({ prompt: 'hi' })))).code).toBe(code)
})

test('an answer without content is an answer', async () => {
  const { host, llm } = setUp([scripted('a', events([{ type: 'start' }, finish]))])
  expect((await host.run(read(llm.stream({ prompt: 'hi' })))).map(({ type }) => type)).toEqual(['start', 'finish'])
  expect((await host.run(llm.chat({ prompt: 'hi' }))).parts).toEqual([])
})

test('the stream says what it came to, with its attempts', async () => {
  const { host, llm } = setUp([scripted('a', ok('one two', { ms: 100, gapMs: 50 }))])
  const stream = llm.stream({ prompt: 'hi' })
  await host.run(read(stream))
  const answer = await host.run(stream.result())
  expect(answer).toMatchObject({ text: 'one two', attempts: [{ outcome: 'ok', firstEventMs: 100, latencyMs: 150 }] })
  expect(await stream.result()).toEqual(answer)
})

test('the result of a stream that nobody reads is read for it; one that was broken off is aborted', async () => {
  const { host, llm } = setUp([scripted('a', ok('one two'))])
  expect((await host.run(llm.stream({ prompt: 'hi' }).result())).text).toBe('one two')
  const stream = llm.stream({ prompt: 'hi' })
  const breakOff = async (): Promise<void> => {
    for await (const event of stream) if (event.type === 'text-delta') break
  }
  await host.run(breakOff())
  expect(await failure(host.run(stream.result()))).toMatchObject({ code: 'aborted', partial: [{ text: 'one ' }] })
})

test('a stream that is never pulled makes no call and rejects nothing', async () => {
  const a: Scripted = scripted('a', ok('hello'))
  const { host, llm } = setUp([a])
  llm.stream({ prompt: 'hi' })
  llm.stream({ model: 'nobody', prompt: 'hi' })
  await host.settle()
  expect(a.calls).toHaveLength(0)
})

test('two pulls at once are served in order', async () => {
  const { host, llm } = setUp([scripted('a', ok('a b c d', { gapMs: 10 }))])
  const iterator = llm.stream({ prompt: 'hi' })[Symbol.asyncIterator]()
  await host.run(iterator.next())
  const steps = await host.run(Promise.all([1, 2, 3, 4, 5, 6].map(() => iterator.next())))
  expect(steps.map(({ value }) => (value && 'text' in value ? value.text : value?.type))).toEqual([
    'a ',
    'b ',
    'c ',
    'd',
    'finish',
    undefined,
  ])
})

test('silence in the middle ends it after the idle time, counted only while the caller waits', async () => {
  const slow = scripted('a', ok('one two three', { gapMs: 29_000 }))
  const { host, llm } = setUp([slow])
  const iterator = llm.stream({ prompt: 'hi' })[Symbol.asyncIterator]()
  await host.run(iterator.next())
  await host.run(iterator.next())
  await host.advance(120_000)
  expect(await host.run(iterator.next())).toMatchObject({ value: text('two ') })
  const { host: other, llm: second } = setUp([scripted('a', ok('one two', { gapMs: 31_000 }))])
  expect(await failure(other.run(second.stream({ prompt: 'hi' }).result()))).toMatchObject({
    code: 'timeout',
    rawCode: 'idle',
    committed: true,
  })
  expect(other.pending).toBe(0)
})

test('the whole call ends after its total time, wherever it stands', async () => {
  const a = scripted('a', ok('one two three', { gapMs: 400 }))
  const { host, llm } = setUp([a], { timeouts: { totalMs: 700 } })
  expect(await failure(host.run(llm.stream({ prompt: 'hi' }).result()))).toMatchObject({
    code: 'timeout',
    rawCode: 'total',
    committed: true,
  })
  const late = await failure(host.run(llm.chat({ prompt: 'hi', timeouts: { attemptMs: 300 } })))
  expect(late).toMatchObject({ code: 'timeout', rawCode: 'attempt' })
  expect([a.open, host.pending]).toEqual([0, 0])
})

test('a model that reasons may be silent for longer', async () => {
  const thinking = ok('hm', { ms: 100_000 })
  const ask = (reasoning: 'high' | 'none') => {
    const { host, llm } = setUp([scripted('a', thinking)])
    return host.run(llm.stream({ prompt: 'hi', reasoning }).result())
  }
  expect((await ask('high')).text).toBe('hm')
  expect((await failure(ask('none'))).rawCode).toBe('first-event')
})

test('a job of another kind is a stream as well: speech', async () => {
  const speaker = defineProvider('a', () => ({
    defaultModel: 'm',
    async *speech() {
      yield { type: 'start', mediaType: 'audio/mpeg' }
      yield { type: 'audio-delta', data: new Uint8Array([1, 2, 3]) }
      yield { type: 'finish', usage: { characters: 2 } }
    },
  }))
  const host = virtualHost()
  const llm = createRouter({ use: [speaker()], host })
  expect(await host.run(llm.speech({ input: 'hi' }))).toMatchObject({
    audio: { data: 'AQID', mediaType: 'audio/mpeg' },
    usage: { characters: 2 },
  })
  const types: string[] = []
  const listen = async (): Promise<void> => {
    for await (const { type } of llm.speech.stream({ input: 'hi' })) types.push(type)
  }
  await host.run(listen())
  expect(types).toEqual(['start', 'audio-delta', 'finish'])
})
