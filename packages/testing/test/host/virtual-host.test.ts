import { expect, test } from 'vitest'
import { cut, events, fail, inBand, ok, scripted, seeded, virtualHost } from '@llmrr/testing/host'
import type { ChatEvent, Context, Provider } from '@llmrr/core'

test('what is due happens in order of time, then in the order in which it was asked for', async () => {
  const host = virtualHost()
  const done: string[] = []
  for (const [name, ms] of [
    ['c', 30],
    ['a', 10],
    ['b', 10],
    ['d', 40],
  ] as const)
    host.timer(ms, () => done.push(name))
  const cancel = host.timer(20, () => done.push('never'))
  cancel()
  await host.advance(30)
  expect([done.join(''), host.pending]).toEqual(['abc', 1])
  await host.advance(10)
  expect([done.join(''), host.pending]).toEqual(['abcd', 0])
})

test('a sleep ends with its signal and leaves no timer', async () => {
  const host = virtualHost()
  const controller = new AbortController()
  const sleeping = host.sleep(1000, controller.signal)
  controller.abort(new Error('enough'))
  await expect(sleeping).rejects.toThrow('enough')
  await expect(host.sleep(1, controller.signal)).rejects.toThrow('enough')
  expect(host.pending).toBe(0)
})

test('run lets time pass until the promise settles, and says when it never will', async () => {
  const host = virtualHost()
  const start = host.now()
  const day = async (): Promise<string> => {
    for (let hour = 0; hour < 24; hour++) await host.sleep(3_600_000)
    return 'done'
  }
  expect(await host.run(day())).toBe('done')
  expect(host.now() - start).toBe(86_400_000)
  await expect(host.run(new Promise(() => {}))).rejects.toThrow(/nothing left to do/)
  await expect(host.run(Promise.reject(new Error('no')))).rejects.toThrow('no')
})

test('one seed, one sequence, evenly spread', () => {
  const draw = (seed: number): number[] => Array.from({ length: 1000 }, seeded(seed))
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
  expect(draw(3).reduce((sum, value) => sum + value) / 1000).toBeCloseTo(0.5, 1)
  expect(Math.min(...draw(4))).toBeGreaterThanOrEqual(0)
  expect(Math.max(...draw(4))).toBeLessThan(1)
})

test('no network and no environment, unless they are given', async () => {
  await expect(virtualHost().fetch('https://x')).rejects.toThrow(TypeError)
  expect(virtualHost().env('HOME')).toBeUndefined()
  expect(virtualHost({ env: { KEY: 'k' } }).env('KEY')).toBe('k')
})

const context = (host = virtualHost()): Context => ({
  signal: new AbortController().signal,
  target: { provider: 'a', model: 'm' },
  stream: true,
  attempt: 1,
  host,
  warn() {},
})
async function read(provider: Provider, given = context()): Promise<ChatEvent[]> {
  const got: ChatEvent[] = []
  for await (const event of provider.chat!({ messages: [] }, given)) got.push(event)
  return got
}

test('a script is one step for all calls, a list, or a choice', async () => {
  const texts = async (provider: Provider, calls: number): Promise<string> => {
    let all = ''
    for (let call = 0; call < calls; call++)
      all += (await read(provider)).map((event) => ('text' in event ? event.text : '')).join('')
    return all
  }
  expect(await texts(scripted('a', ok('x')).provider, 3)).toBe('xxx')
  expect(await texts(scripted('a', [ok('x'), ok('y')]).provider, 3)).toBe('xyy')
  expect(await texts(scripted('a', (call) => ok(String(call))).provider, 3)).toBe('012')
})

test('steps take the time they are given', async () => {
  const host = virtualHost()
  const start = host.now()
  const a = scripted('a', ok('one two three', { ms: 100, gapMs: 10 }))
  const got = await host.run(read(a.provider, context(host)))
  expect(got.map(({ type }) => type)).toEqual(['start', 'text-delta', 'text-delta', 'text-delta', 'finish'])
  expect(host.now() - start).toBe(120)
  expect([a.calls.length, a.open]).toEqual([1, 0])
})

test.each([
  ['a status', fail(429, { retryAfterMs: 5 }), { code: 'rate-limit', status: 429, retryAfterMs: 5 }],
  ['a code', fail('quota'), { code: 'quota' }],
  ['inside the stream', inBand('a b', 1, 'overloaded'), { code: 'overloaded' }],
])('fails by %s', async (_, step, error) => {
  await expect(read(scripted('a', step).provider)).rejects.toMatchObject(error)
})

test('a cut answer has no finish; events are given as they are', async () => {
  expect((await read(scripted('a', cut('a b c', 2)).provider)).map(({ type }) => type)).toEqual([
    'start',
    'text-delta',
    'text-delta',
  ])
  const list: ChatEvent[] = [{ type: 'finish', reason: 'stop' }]
  expect(await read(scripted('a', events(list)).provider)).toEqual(list)
})
