import { describe, expect, test } from 'vitest'
import { createRouter, fallback, llmError, retry } from '../src/index.ts'
import { fail, ok, scripted, virtualHost } from '../../testing/src/host/index.ts'
import { failure, setUp } from './set-up.ts'
import type { ErrorCode, ErrorFields, ModelInfo } from '../src/index.ts'
import type { Step } from '../../testing/src/host/index.ts'

interface Row {
  readonly code: ErrorCode
  /** Whether another target is asked. */
  readonly other: boolean
  /** Whether the same target is asked once more when there is no other. */
  readonly same: boolean
  /** What five of them in a row do to the target. */
  readonly effect: 'open' | 'gate' | 'disabled' | 'nothing'
}

const rows: readonly Row[] = [
  { code: 'server', other: true, same: true, effect: 'open' },
  { code: 'overloaded', other: true, same: true, effect: 'open' },
  { code: 'network', other: true, same: true, effect: 'open' },
  { code: 'timeout', other: true, same: true, effect: 'open' },
  { code: 'bad-response', other: true, same: true, effect: 'open' },
  { code: 'rate-limit', other: true, same: true, effect: 'gate' },
  { code: 'quota', other: true, same: false, effect: 'disabled' },
  { code: 'auth', other: true, same: false, effect: 'disabled' },
  { code: 'permission', other: true, same: false, effect: 'disabled' },
  { code: 'not-found', other: true, same: false, effect: 'disabled' },
  { code: 'context-length', other: true, same: false, effect: 'nothing' },
  { code: 'unsupported', other: true, same: false, effect: 'nothing' },
  { code: 'content-filter', other: false, same: false, effect: 'nothing' },
  { code: 'invalid-request', other: false, same: false, effect: 'nothing' },
  { code: 'budget', other: false, same: false, effect: 'nothing' },
]

describe.each(rows)('$code', ({ code, other, same, effect }) => {
  test(`another target is ${other ? '' : 'not '}asked`, async () => {
    const b = scripted('b', ok('hello'))
    const { host, llm } = setUp([scripted('a', fail(code)), b])
    const outcome = host.run(llm.chat({ prompt: 'hi' }))
    if (other) expect((await outcome).target.provider).toBe('b')
    else expect((await failure(outcome)).code).toBe(code)
    expect(b.calls).toHaveLength(other ? 1 : 0)
  })

  test(`the same target is ${same ? '' : 'not '}asked once more`, async () => {
    const a = scripted('a', [fail(code), ok('hello')])
    const { host, llm } = setUp([a])
    const outcome = host.run(llm.chat({ prompt: 'hi' }))
    if (same) expect((await outcome).text).toBe('hello')
    else expect((await failure(outcome)).attempts).toHaveLength(1)
    expect(a.calls).toHaveLength(same ? 2 : 1)
  })

  test(`five in a row: ${effect}`, async () => {
    const host = virtualHost()
    const a = scripted('a', fail(code))
    const llm = createRouter({ use: [a.provider], host })
    const states: string[] = []
    llm.on('breaker', ({ to }) => states.push(to))
    llm.on('gate', () => states.push('gate'))
    for (let call = 0; call < 5; call++) await failure(host.run(llm.chat({ prompt: 'hi' })))
    expect(states[0] ?? 'nothing').toBe(effect)
  })
})

const windows = (contextWindow: number): { models: () => Promise<{ models: ModelInfo[] }> } => ({
  models: async () => ({
    models: [{ id: 'scripted', capabilities: ['chat'], contextWindow, source: 'test', asOf: '2026-01-01' }],
  }),
})

test('a prompt that is too long goes only to larger windows', async () => {
  const small = scripted('small', ok('no'), windows(8000))
  const large = scripted('large', ok('yes'), windows(200_000))
  const { host, llm } = setUp([scripted('a', fail('context-length'), windows(16_000)), small, large])
  expect((await host.run(llm.chat({ prompt: 'hi' }))).text).toBe('yes')
  expect(small.calls).toHaveLength(0)
})

test('refused content is carried on only by a route that says so', async () => {
  const llm = (step: Step, on: readonly ErrorCode[]) => {
    const host = virtualHost()
    const router = createRouter({
      use: [scripted('a', step).provider, scripted('b', ok('hello')).provider],
      routes: { all: ['a', { targets: ['b'], on }] },
      host,
    })
    return host.run(router.chat({ model: 'all', prompt: 'hi' }))
  }
  expect((await llm(fail('content-filter'), ['content-filter'])).text).toBe('hello')
  expect((await failure(llm(fail('content-filter'), ['server']))).code).toBe('content-filter')
  expect((await llm(fail('server'), ['server'])).text).toBe('hello')
  expect((await failure(llm(fail('server'), ['content-filter']))).code).toBe('server')
})

test('a later tier with `on` also serves while the earlier one is out of use for that reason', async () => {
  const host = virtualHost()
  const a = scripted('a', fail(429, { retryAfterMs: 60_000 }))
  const llm = createRouter({
    use: [a.provider, scripted('b', ok('hello')).provider],
    routes: { all: ['a', { targets: ['b'], on: ['rate-limit'] }] },
    host,
  })
  await host.run(llm.chat({ model: 'all', prompt: 'hi' }))
  expect((await host.run(llm.chat({ model: 'all', prompt: 'hi' }))).attempts).toHaveLength(1)
  expect(a.calls).toHaveLength(1)
})

test('a refused credential takes out all targets of its provider', async () => {
  const host = virtualHost()
  const a = scripted('a', fail(401))
  const b = scripted('b', ok('hello'))
  const llm = createRouter({ use: [a.provider, b.provider], routes: { all: ['a/one', 'a/two', 'b'] }, host })
  expect((await host.run(llm.chat({ model: 'all', prompt: 'hi' }))).attempts).toHaveLength(2)
  expect((await host.run(llm.chat({ model: 'all', prompt: 'hi' }))).attempts).toHaveLength(1)
  expect(a.calls).toHaveLength(1)
})

test('an error may say otherwise than its code', async () => {
  const never: ErrorFields = { retry: 'never' }
  const { host, llm } = setUp([scripted('a', fail('server', never)), scripted('b', ok('hello'))])
  expect((await failure(host.run(llm.chat({ prompt: 'hi' })))).attempts).toHaveLength(1)
})

test('of several failures the most telling is thrown', async () => {
  const { host, llm } = setUp([scripted('a', fail(401)), scripted('b', fail(503)), scripted('c', fail('timeout'))])
  const error = await failure(host.run(llm.chat({ prompt: 'hi' })))
  expect(error.code).toBe('auth')
  expect(error.attempts!.length).toBeGreaterThan(2)
})

test('all down: at most one call a second goes out, the others fail at once and say when to come back', async () => {
  const a = scripted('a', fail(503))
  const { host, llm } = setUp([a], { routes: { all: ['a'] } })
  for (let call = 0; call < 3; call++) await failure(host.run(llm.chat({ prompt: 'hi' })))
  const before = a.calls.length
  const errors = []
  for (let call = 0; call < 100; call++) {
    errors.push(failure(llm.chat({ prompt: 'hi' })))
    await host.advance(20)
  }
  const codes = (await host.run(Promise.all(errors))).map(({ code }) => code)
  expect(new Set(codes)).toEqual(new Set(['overloaded']))
  expect(a.calls.length - before).toBeLessThanOrEqual(8)
})

test('the first failover is free, the rest of a failing route is held by its budget', async () => {
  const a = scripted('a', fail(503))
  const b = scripted('b', fail(503))
  const host = virtualHost()
  const llm = createRouter({
    use: [a.provider, b.provider],
    routes: { all: ['a', 'b'] },
    policies: [retry({ budget: { start: 2, perCall: 0.5, cap: 10 } }), fallback()],
    host,
  })
  const attempts = []
  for (let call = 0; call < 5; call++) {
    attempts.push((await failure(host.run(llm.chat({ model: 'all', prompt: 'hi' })))).attempts!.length)
  }
  // Each call earns half a token, and its third and fourth attempts take one each.
  expect(attempts).toEqual([4, 3, 2, 3, 2])
})

test('a thrown thing of any kind is one of ours', async () => {
  const throwing = (thrown: unknown): Step => ({
    // oxlint-disable-next-line require-yield
    async *play() {
      throw thrown
    },
  })
  const cases: [unknown, ErrorCode][] = [
    [new TypeError('fetch failed'), 'network'],
    [new TypeError('x is not a function'), 'bad-response'],
    [Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), 'network'],
    [new Error('outer', { cause: Object.assign(new Error('inner'), { code: 'UND_ERR_SOCKET' }) }), 'network'],
    [new DOMException('late', 'TimeoutError'), 'timeout'],
    [new DOMException('gone', 'AbortError'), 'network'],
    [new SyntaxError('Unexpected token s in "secret"'), 'bad-response'],
    ['a string', 'bad-response'],
    [undefined, 'bad-response'],
    [llmError('quota', 'no money'), 'quota'],
  ]
  for (const [thrown, code] of cases) {
    const { host, llm } = setUp([scripted('a', throwing(thrown))])
    const error = await failure(host.run(llm.chat({ prompt: 'hi' })))
    expect(error.code).toBe(code)
    expect(error.message).not.toContain('secret')
    expect(error.target).toEqual({ provider: 'a', model: 'scripted' })
  }
})
