import { expect, test } from 'vitest'
import { cut, fail, hang, ok, scripted } from '../../testing/src/host/index.ts'
import { failure, setUp } from './set-up.ts'
import type { Step } from '../../testing/src/host/index.ts'

const outcomes = ({
  attempts,
}: {
  readonly attempts: readonly { target: { provider: string }; outcome: string; code?: string }[]
}) => attempts.map(({ target, outcome, code }) => `${target.provider} ${code ?? outcome}`)

test('calls that hang are helped elsewhere once the target is found to be sick, long before their timeout', async () => {
  let sick = false
  const a = scripted('a', () => (sick ? hang() : ok('a', { ms: 100 })))
  const { host, llm } = setUp([a, scripted('b', ok('b', { ms: 100 }))])
  for (let call = 0; call < 10; call++) await host.run(llm.chat({ prompt: 'hi' }))
  sick = true
  const start = host.now()
  const answers = await host.run(Promise.all(Array.from({ length: 6 }, () => llm.chat({ prompt: 'hi' }))))
  for (const answer of answers) expect(outcomes(answer)).toEqual(['a aborted', 'b ok'])
  // Overdue after three seconds, and then what b takes.
  expect(host.now() - start).toBeCloseTo(3100)
  expect([a.open, host.pending]).toEqual([0, 0])
})

test('one slow answer alone starts nothing elsewhere, and its late success takes its vote back', async () => {
  const b = scripted('b', ok('b'))
  const a = scripted('a', (call) => ok('a', { ms: call % 11 === 10 ? 4000 : 100 }))
  const { host, llm } = setUp([a, b])
  for (let call = 0; call < 66; call++) await host.run(llm.chat({ prompt: 'hi' }))
  expect(b.calls).toHaveLength(0)
})

/** A router whose first target has just been given up, and what that target does from now on. */
async function opened(then: Step) {
  let step: Step = fail(503)
  const a = scripted('a', () => step)
  const b = scripted('b', ok('b', { ms: 100 }))
  const { host, llm } = setUp([a, b])
  const states: string[] = []
  llm.on('breaker', ({ to }) => states.push(to))
  for (let call = 0; call < 5; call++) await host.run(llm.chat({ prompt: 'hi' }))
  step = then
  const before = a.calls.length
  await host.run(llm.chat({ prompt: 'hi' }))
  expect(a.calls).toHaveLength(before)
  await host.advance(6000)
  return { host, llm, a, states }
}

test('the probe of a recovering target is a real call, and there is one at a time', async () => {
  const { host, llm, states } = await opened(ok('a', { ms: 100 }))
  const both = await host.run(Promise.all([llm.chat({ prompt: 'hi' }), llm.chat({ prompt: 'hi' })]))
  expect(both.map(outcomes)).toEqual([['a ok'], ['b ok']])
  expect(states).toEqual(['open', 'half-open', 'ramp'])
})

test('nobody waits for a slow probe: another target is asked beside it, and it counts as failed when it is beaten', async () => {
  const { host, llm, a, states } = await opened(hang())
  const start = host.now()
  expect(outcomes(await host.run(llm.chat({ prompt: 'hi' })))).toEqual(['a aborted', 'b ok'])
  expect(host.now() - start).toBeCloseTo(250)
  expect(states).toEqual(['open', 'half-open', 'open'])
  expect([a.open, host.pending]).toEqual([0, 0])
})

test('a probe that answers before the other does wins', async () => {
  const { host, llm, states } = await opened(ok('a', { ms: 200 }))
  expect(outcomes(await host.run(llm.chat({ prompt: 'hi' })))).toEqual(['b aborted', 'a ok'])
  expect(states.at(-1)).toBe('ramp')
})

test('a rate limit keeps a probe where it was', async () => {
  const { host, llm, states } = await opened(fail(429, { retryAfterMs: 1000 }))
  await host.run(llm.chat({ prompt: 'hi' }))
  expect(states).toEqual(['open', 'half-open'])
})

test('a recovering target with nobody beside it gets all calls', async () => {
  let step: Step = fail(503)
  const a = scripted('a', () => step)
  const { host, llm } = setUp([a])
  for (let call = 0; call < 2; call++) await failure(host.run(llm.chat({ prompt: 'hi' })))
  step = ok('a')
  await host.advance(30_000)
  for (let call = 0; call < 20; call++) expect((await host.run(llm.chat({ prompt: 'hi' }))).attempts).toHaveLength(1)
})

test('a stream that is cut after its content votes against its target', async () => {
  const { host, llm } = setUp([scripted('a', cut('one two', 1))])
  const states: string[] = []
  llm.on('breaker', ({ to }) => states.push(to))
  for (let call = 0; call < 5; call++) await failure(host.run(llm.stream({ prompt: 'hi' }).result()))
  expect(states).toEqual(['open'])
})
