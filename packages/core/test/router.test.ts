import { expect, test } from 'vitest'
import { cut, fail, hang, ok, scripted } from '../../testing/src/host/index.ts'
import { failure, setUp } from './set-up.ts'

test('a failure before the first content falls back, and every attempt is told', async () => {
  const a = scripted('a', fail(503, { ms: 20 }))
  const b = scripted('b', ok('hello there', { ms: 100 }))
  const { host, llm } = setUp([a, b])
  const answer = await host.run(llm.chat({ prompt: 'hi' }))
  expect(answer.text).toBe('hello there')
  expect(answer.target).toEqual({ provider: 'b', model: 'scripted' })
  expect(answer.attempts).toMatchObject([
    { target: { provider: 'a' }, outcome: 'error', code: 'overloaded', status: 503, startMs: 0, latencyMs: 20 },
    { target: { provider: 'b' }, outcome: 'ok', startMs: 20, latencyMs: 100 },
  ])
  expect(host.pending).toBe(0)
})

test('one target alone is asked four times, with full jitter between', async () => {
  const a = scripted('a', fail(500))
  const { host, llm } = setUp([a])
  const error = await failure(host.run(llm.chat({ prompt: 'hi' })))
  expect(error.code).toBe('server')
  expect(error.attempts).toHaveLength(4)
  const [first, second, third, fourth] = a.calls.map(({ at }) => at - a.calls[0]!.at) as [
    number,
    number,
    number,
    number,
  ]
  expect(first).toBe(0)
  expect(second).toBeLessThanOrEqual(500)
  expect(third - second).toBeLessThanOrEqual(1000)
  expect(fourth - third).toBeLessThanOrEqual(2000)
})

test('a stream that is cut after its first word is a committed network error with what had come', async () => {
  const a = scripted('a', cut('one two three', 2))
  const { host, llm } = setUp([a, scripted('b', ok('never'))])
  const error = await failure(host.run(llm.stream({ prompt: 'hi' }).result()))
  expect(error).toMatchObject({ code: 'network', committed: true, partial: [{ type: 'text', text: 'one two ' }] })
  expect(error.attempts).toMatchObject([{ outcome: 'error', code: 'network' }])
})

test('a hanging stream is given up after thirty seconds, and the next target answers', async () => {
  const a = scripted('a', hang())
  const { host, llm } = setUp([a, scripted('b', ok('hello'))])
  const stream = llm.stream({ prompt: 'hi' })
  const answer = await host.run(stream.result())
  expect(answer.attempts).toMatchObject([
    { code: 'timeout', rawCode: 'first-event', latencyMs: 30_000 },
    { outcome: 'ok' },
  ])
  expect(a.open).toBe(0)
  expect(host.pending).toBe(0)
})

test('a rate limit with a short Retry-After is waited for', async () => {
  const a = scripted('a', [fail(429, { retryAfterMs: 1000 }), ok('hello')])
  const { host, llm } = setUp([a])
  const answer = await host.run(llm.chat({ prompt: 'hi' }))
  expect(answer.text).toBe('hello')
  const wait = a.calls[1]!.at - a.calls[0]!.at
  expect(wait).toBeGreaterThanOrEqual(1000)
  expect(wait).toBeLessThanOrEqual(1200)
})

test('a rate limit with a long one is thrown at once, and holds for the next call', async () => {
  const a = scripted('a', fail(429, { retryAfterMs: 60_000 }))
  const { host, llm } = setUp([a])
  expect((await failure(host.run(llm.chat({ prompt: 'hi' })))).retryAfterMs).toBe(60_000)
  await host.advance(2000)
  const error = await failure(host.run(llm.chat({ prompt: 'hi' })))
  expect(error).toMatchObject({ code: 'rate-limit', rawCode: 'no-target', attempts: [] })
  expect(a.calls).toHaveLength(1)
})

test.each([-1, Number.NaN, 'soon' as unknown as number])(
  'a timeout of %s is refused, and nobody is asked',
  async (ms) => {
    const a = scripted('a', ok('never'))
    const { host, llm } = setUp([a])
    const error = await failure(host.run(llm.chat({ prompt: 'hi', timeouts: { idleMs: ms } })))
    expect(error).toMatchObject({ code: 'invalid-request', field: 'timeouts.idleMs' })
    expect(a.calls).toEqual([])
  },
)
