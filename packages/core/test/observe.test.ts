import { expect, test } from 'vitest'
import { fail, ok, scripted } from '../../testing/src/host/index.ts'
import { failure, setUp } from './set-up.ts'
import type { RouterEvents } from '../src/index.ts'

const names = [
  'call:start',
  'call:finish',
  'attempt:start',
  'attempt:commit',
  'attempt:finish',
  'breaker',
  'gate',
  'warning',
] as const

test('a call and its attempts are told in order, without a word of what was said', async () => {
  const { host, llm } = setUp([
    scripted('a', fail(429, { ms: 10, retryAfterMs: 60_000 })),
    scripted('b', ok('a secret answer', { ms: 100 })),
  ])
  const told: { name: string; event: unknown }[] = []
  for (const name of names) llm.on(name, (event) => told.push({ name, event }))
  await host.run(llm.chat({ prompt: 'a secret prompt', tags: ['t'] }))
  expect(told.map(({ name }) => name)).toEqual([
    'call:start',
    'attempt:start',
    'gate',
    'attempt:finish',
    'attempt:start',
    'attempt:commit',
    'attempt:finish',
    'call:finish',
  ])
  const [start] = told
  const finish = told.at(-1)!.event as RouterEvents['call:finish']
  expect(start!.event).toMatchObject({
    capability: 'chat',
    operation: 'chat',
    route: 'all',
    stream: false,
    tags: ['t'],
    call: finish.call,
  })
  expect(finish).toMatchObject({
    outcome: 'ok',
    target: { provider: 'b' },
    durationMs: 110,
    queuedMs: 0,
    overheadMs: 0,
    cached: false,
  })
  expect(JSON.stringify(told)).not.toContain('secret')
})

test('the router’s own time is what is left when all waiting is taken off', async () => {
  const { host, llm } = setUp([scripted('a', [fail(500, { ms: 50 }), ok('hello', { ms: 200 })])])
  const finish: RouterEvents['call:finish'][] = []
  llm.on('call:finish', (event) => finish.push(event))
  await host.run(llm.chat({ prompt: 'hi' }))
  expect(finish[0]!.durationMs).toBeGreaterThan(250)
  expect(finish[0]!.overheadMs).toBeCloseTo(0)
})

test('a failed call is told with its error, an aborted one as aborted', async () => {
  const { host, llm } = setUp([scripted('a', fail(400))])
  const finish: RouterEvents['call:finish'][] = []
  llm.on('call:finish', (event) => finish.push(event))
  await failure(host.run(llm.chat({ prompt: 'hi' })))
  expect(finish).toMatchObject([{ outcome: 'error', code: 'invalid-request', attempts: [{ code: 'invalid-request' }] }])
})

test('states of targets are told', async () => {
  const { host, llm } = setUp([scripted('a', fail(503))])
  const states: string[] = []
  llm.on('breaker', ({ key, from, to }) => states.push(`${key} ${from} ${to}`))
  for (let call = 0; call < 2; call++) await failure(host.run(llm.chat({ prompt: 'hi' })))
  expect(states[0]).toBe('a/scripted closed open')
})

test('an observer that throws breaks no call, and does not go unheard', async () => {
  const { host, llm } = setUp([scripted('a', ok('hello'))])
  const heard: unknown[] = []
  const stop = llm.on('observer:error', ({ event, error }) => heard.push([event, (error as Error).message]))
  llm.on('call:start', () => {
    throw new Error('my bug')
  })
  expect((await host.run(llm.chat({ prompt: 'hi' }))).text).toBe('hello')
  expect(heard).toEqual([['call:start', 'my bug']])
  stop()
  const unhandled: unknown[] = []
  const listen = (error: unknown): void => void unhandled.push(error)
  process.once('unhandledRejection', listen)
  const others = process.listeners('unhandledRejection').filter((one) => one !== listen)
  for (const other of others) process.removeListener('unhandledRejection', other)
  await host.run(llm.chat({ prompt: 'hi' }))
  await new Promise((resolve) => setTimeout(resolve))
  for (const other of others) process.on('unhandledRejection', other)
  expect(unhandled).toMatchObject([{ message: 'my bug' }])
})

test('an observer can be taken away', async () => {
  const { host, llm } = setUp([scripted('a', ok('hello'))])
  let calls = 0
  const stop = llm.on('call:start', () => void calls++)
  await host.run(llm.chat({ prompt: 'hi' }))
  stop()
  await host.run(llm.chat({ prompt: 'hi' }))
  expect(calls).toBe(1)
})
