import { expect, test } from 'vitest'
import { cut, fail, hang, ok, scripted } from '../../testing/src/host/index.ts'
import { failure, setUp } from './set-up.ts'
import type { ChatEvent, Context, RouterOptions } from '../src/index.ts'
import type { Scripted } from '../../testing/src/host/index.ts'

/** Runs a call, aborts it after `ms`, and says how it ended and what is left. */
async function abortAfter(ms: number, a: Scripted, how: 'chat' | 'stream', more: Partial<RouterOptions> = {}) {
  const { host, llm } = setUp([a], more)
  const controller = new AbortController()
  const finished: string[] = []
  llm.on('call:finish', ({ outcome }) => finished.push(outcome))
  const options = { prompt: 'hi', signal: controller.signal }
  const ending = failure(how === 'chat' ? llm.chat(options) : llm.stream(options).result())
  await host.advance(ms)
  const calls = a.calls.length
  controller.abort(new Error('enough'))
  const error = await ending
  await host.advance(600_000)
  return { error, finished, calls, later: a.calls.length, open: a.open, pending: host.pending }
}

const clean = { error: { code: 'aborted' }, finished: ['aborted'], open: 0, pending: 0 }

test.each(['chat', 'stream'] as const)('%s: aborted while nothing has come yet', async (how) => {
  const outcome = await abortAfter(10, scripted('a', hang()), how)
  expect(outcome).toMatchObject({ ...clean, calls: 1, later: 1 })
  expect(outcome.error.attempts).toMatchObject([{ outcome: 'aborted' }])
})

test.each(['chat', 'stream'] as const)(
  '%s: aborted before the first event of an answer that has begun',
  async (how) => {
    expect(await abortAfter(50, scripted('a', ok('hello', { ms: 100 })), how)).toMatchObject({ ...clean, later: 1 })
  },
)

test('aborted in the middle of a stream: committed, with what had come', async () => {
  const outcome = await abortAfter(150, scripted('a', ok('one two three', { gapMs: 100 })), 'stream')
  expect(outcome).toMatchObject({
    ...clean,
    error: { code: 'aborted', committed: true, partial: [{ text: 'one two ' }] },
  })
})

test('aborted between two attempts: no other one is made', async () => {
  const outcome = await abortAfter(1, scripted('a', fail(500)), 'chat')
  expect(outcome).toMatchObject({ ...clean, calls: 1, later: 1 })
})

test('aborted while a rate limit is waited for', async () => {
  const outcome = await abortAfter(900, scripted('a', fail(429, { retryAfterMs: 1500 })), 'chat')
  expect(outcome).toMatchObject({ ...clean, calls: 1, later: 1 })
})

test('aborted before it was made: nothing is sent', async () => {
  const a = scripted('a', ok('hello'))
  const { llm } = setUp([a])
  expect(await failure(llm.chat({ prompt: 'hi', signal: AbortSignal.abort() }))).toMatchObject({ code: 'aborted' })
  expect(a.calls).toHaveLength(0)
})

test('the reason of the caller is the cause', async () => {
  const { error } = await abortAfter(10, scripted('a', hang()), 'chat')
  expect(error.cause).toEqual(new Error('enough'))
})

test('an abort counts against nobody', async () => {
  const a = scripted('a', ok('hello', { ms: 100 }))
  const { host, llm } = setUp([a])
  for (let call = 0; call < 10; call++) {
    const controller = new AbortController()
    const ending = failure(llm.chat({ prompt: 'hi', signal: controller.signal }))
    await host.advance(10)
    controller.abort()
    await ending
  }
  expect((await host.run(llm.chat({ prompt: 'hi' }))).text).toBe('hello')
})

test('no listener is left at a signal that outlives its calls', async () => {
  const { signal } = new AbortController()
  let listeners = 0
  const counted: AbortSignal = Object.assign(Object.create(signal) as AbortSignal, {
    addEventListener: () => void listeners++,
    removeEventListener: () => void listeners--,
  })
  Object.defineProperty(counted, 'aborted', { value: false })
  const { host, llm } = setUp([scripted('a', [ok('hello'), ok('hello'), cut('a b c', 1), fail(400)])])
  await host.run(llm.chat({ prompt: 'hi', signal: counted }))
  await host.run(llm.stream({ prompt: 'hi', signal: counted }).result())
  await failure(host.run(llm.stream({ prompt: 'hi', signal: counted }).result()))
  await failure(host.run(llm.chat({ prompt: 'hi', signal: counted })))
  expect(listeners).toBe(0)
})

test('break reaches the provider at once: its signal is aborted and its iterator closed', async () => {
  let closed = false
  let signal: AbortSignal | undefined
  const endless = {
    play: (_: unknown, context: Context): AsyncIterable<ChatEvent> => ({
      [Symbol.asyncIterator]: () => {
        signal = context.signal
        return {
          next: async () => ({ done: false, value: { type: 'text-delta', index: 0, text: 'x' } }),
          return: async () => {
            closed = true
            return { done: true, value: undefined }
          },
        }
      },
    }),
  }
  const { host, llm } = setUp([scripted('a', endless)])
  const finished: string[] = []
  llm.on('call:finish', ({ outcome }) => finished.push(outcome))
  const read = async (): Promise<void> => {
    for await (const event of llm.stream({ prompt: 'hi' })) if (event.type === 'text-delta') break
  }
  await host.run(read())
  await host.settle()
  expect([closed, signal?.aborted, finished, host.pending]).toEqual([true, true, ['aborted'], 0])
})

test('a provider that ignores its signal does not hold the call', async () => {
  const deaf = { play: () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) }) }
  const { host, llm } = setUp([scripted('a', deaf), scripted('b', ok('hello'))])
  const answer = await host.run(llm.stream({ prompt: 'hi' }).result())
  expect(answer.attempts.map(({ code, outcome }) => code ?? outcome)).toEqual(['timeout', 'ok'])
})

test('return() while the stream is being opened aborts the call', async () => {
  const a = scripted('a', hang())
  const { host, llm } = setUp([a])
  const iterator = llm.stream({ prompt: 'hi' })[Symbol.asyncIterator]()
  const first = failure(iterator.next())
  await host.advance(10)
  await iterator.return!()
  expect((await host.run(first)).code).toBe('aborted')
  await host.settle()
  expect([a.open, host.pending]).toEqual([0, 0])
})
