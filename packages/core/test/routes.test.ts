import { describe, expect, test } from 'vitest'
import { createRouter, defineProvider, fallback, roundRobin, target, weighted } from '../src/index.ts'
import { fail, ok, scripted, virtualHost } from '../../testing/src/host/index.ts'
import { failure, setUp } from './set-up.ts'
import type { ModelRef, RouterOptions, StandardSchema } from '../src/index.ts'

const provider = (id: string) => scripted(id, ok(id)).provider

async function ask(model: ModelRef | undefined, options: Partial<RouterOptions> = {}) {
  const host = virtualHost()
  const llm = createRouter({ use: [provider('a'), provider('b')], host, ...options })
  const answer = await host.run(llm.chat({ prompt: 'hi', ...(model !== undefined && { model }) }))
  return `${answer.target.provider}/${answer.target.model}`
}

test.each<[string, ModelRef | undefined, Partial<RouterOptions>, string]>([
  ['provider and model, split at the first slash', 'a/org/model', {}, 'a/org/model'],
  ['a provider alone: its default model', 'b', {}, 'b/scripted'],
  ['a route before a provider of the same name', 'a', { routes: { a: ['b/x'] } }, 'b/x'],
  ['a target', { provider: 'b', model: 'y' }, {}, 'b/y'],
  ['a list', ['b/x', 'a'], {}, 'b/x'],
  ['an inline route', { targets: ['b/x', 'a/y'], strategy: (all) => all.toReversed() }, {}, 'a/y'],
  ['a route inside a list', ['fast', 'a'], { routes: { fast: ['b/z'] } }, 'b/z'],
  ['a route that is one reference', 'fast', { routes: { fast: 'b/z' } }, 'b/z'],
  ['nothing: the default of the router', undefined, { default: 'b/x' }, 'b/x'],
  ['nothing: the route of that name', undefined, { routes: { default: ['b/y'] } }, 'b/y'],
  ['nothing: the only provider', undefined, { use: [provider('a')] }, 'a/scripted'],
])('%s', async (_, model, options, expected) => {
  expect(await ask(model, options)).toBe(expected)
})

test.each<[string, ModelRef | undefined, Partial<RouterOptions>, RegExp]>([
  [
    'an unknown provider',
    'opnai/x',
    { use: [provider('openai'), provider('groq')], routes: { fast: ['groq'] } },
    /"opnai\/x" names no route and no provider; did you mean "openai"\? There are: fast, openai, groq\./,
  ],
  ['a route that is misspelt', 'fsat', { routes: { fast: ['a'] } }, /did you mean "fast"/],
  ['a target at an unknown provider', { provider: 'c', model: 'x' }, {}, /no provider "c"/],
  ['no model at all', undefined, {}, /names no "model".*There are: a, b\./],
  ['a route without targets', 'empty', { routes: { empty: [] } }, /Route "empty" has no targets/],
  ['a route that leads back to itself', 'x', { routes: { x: ['y'], y: ['x'] } }, /leads back to itself: x > y > x/],
  [
    'routes too deep in each other',
    'r0',
    { routes: Object.fromEntries([...Array(7).keys()].map((n) => [`r${n}`, n < 6 ? [`r${n + 1}`] : ['a']])) },
    /more than 5 deep/,
  ],
  [
    'a provider without a default model',
    'c',
    { use: [defineProvider('c', () => ({ async *chat() {} }))()] },
    /has no default model for chat; name one as "c\/model"/,
  ],
])('%s is refused', async (_, model, options, message) => {
  const error = await failure(ask(model, options))
  expect(error.code).toBe('invalid-request')
  expect(error.message).toMatch(message)
})

test('two providers of one id are an error that names both', () => {
  const openai = defineProvider('openai', (_: { id?: string } = {}) => ({}))
  const other = defineProvider('azure', (_: { id?: string } = {}) => ({}))
  expect(() => createRouter({ use: [openai(), other({ id: 'openai' })] })).toThrow(
    /Two providers have the id "openai" \(openai and azure\)/,
  )
  expect(createRouter({ use: [openai(), openai({ id: 'eu' })] }).providers.size).toBe(2)
})

test('a target of a provider that lacks the capability is passed over; none left is unsupported', async () => {
  const { host, llm } = setUp([scripted('a', ok('hello'))], {
    use: [provider('a'), defineProvider('e', () => ({ defaultModel: 'm', embed: async () => ({ embeddings: [] }) }))()],
  })
  expect((await host.run(llm.chat({ model: ['e', 'a'], prompt: 'hi' }))).attempts).toHaveLength(1)
  expect(await failure(host.run(llm.rerank({ model: ['e', 'a'], query: 'x', documents: [] })))).toMatchObject({
    code: 'unsupported',
    message: expect.stringMatching(/can do rerank \(e\/m, a\/scripted\)/) as unknown,
  })
})

test.each([{ provider: 'a' }, { model: 'm' }, [['a', null]], [['a', 5]], 5])(
  '%j as a model is refused, and nobody is asked',
  async (model) => {
    const a = scripted('a', ok('hello'))
    const { host, llm } = setUp([a])
    expect((await failure(host.run(llm.chat({ model: model as unknown as string, prompt: 'hi' })))).code).toBe(
      'invalid-request',
    )
    expect(a.calls).toEqual([])
  },
)

test('a nested route keeps its own strategy, and is asked after what stands before it', async () => {
  const host = virtualHost()
  const [a, b, c] = [
    scripted('a', fail(400, { retry: 'other' })),
    scripted('b', fail(400, { retry: 'other' })),
    scripted('c', ok('c')),
  ]
  const llm = createRouter({
    use: [a.provider, b.provider, c.provider],
    routes: { main: ['a', 'back'], back: { targets: ['c', 'b'], strategy: (all) => all.toReversed() } },
    host,
  })
  const { attempts } = await host.run(llm.chat({ model: 'main', prompt: 'hi' }))
  expect(attempts.map(({ target }) => target.provider)).toEqual(['a', 'b', 'c'])
})

describe('options of a target', () => {
  const schema: StandardSchema<unknown, { tier?: string; level?: number }> = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) => {
        const unknown = Object.keys(value as object).find((key) => key !== 'tier')
        return unknown
          ? { issues: [{ message: 'unknown option', path: [unknown] }] }
          : { value: { ...(value as object), level: 1 } }
      },
    },
  }
  const a = scripted('a', ok('hello'), { options: schema })

  test('are checked by its provider, without `raw`, and handed on as its schema answers them', async () => {
    const host = virtualHost()
    const llm = createRouter({ use: [a.provider], host })
    await host.run(llm.chat({ model: target(a.provider, 'm', { tier: 'x', raw: { body: { y: 1 } } }), prompt: 'hi' }))
    expect(a.calls.at(-1)!.context.target.options).toEqual({ tier: 'x', level: 1, raw: { body: { y: 1 } } })
  })

  test('and refused by name', async () => {
    const host = virtualHost()
    const llm = createRouter({ use: [a.provider], host })
    const error = await failure(
      host.run(llm.chat({ model: { provider: 'a', model: 'm', options: { teir: 1 } }, prompt: 'hi' })),
    )
    expect(error).toMatchObject({
      code: 'invalid-request',
      field: 'teir',
      message: 'Option "teir" of a/m is refused: unknown option.',
    })
  })
})

test('policies are what the list says, the first one outermost', async () => {
  const order: string[] = []
  const mark =
    (name: string) => (next: Parameters<ReturnType<typeof fallback>>[0]) => (call: Parameters<typeof next>[0]) => {
      order.push(name)
      return next(call)
    }
  const { host, llm } = setUp([scripted('a', ok('hello'))], { policies: [mark('one'), fallback(), mark('two')] })
  await host.run(llm.chat({ prompt: 'hi' }))
  expect(order).toEqual(['one', 'two'])
})

test('without a policy that chooses, the error says which is missing', async () => {
  const { host, llm } = setUp([scripted('a', ok('hello'))], { policies: [] })
  expect((await failure(host.run(llm.chat({ prompt: 'hi' })))).message).toMatch(/put fallback\(\)/)
})

test('a policy that answers too late or throws plainly is one of ours', async () => {
  const { host, llm } = setUp([scripted('a', ok('hello'))], {
    policies: [
      fallback(),
      () => () => {
        throw new Error('my bug')
      },
    ],
  })
  expect(await failure(host.run(llm.chat({ prompt: 'hi' })))).toMatchObject({
    code: 'bad-response',
    attempts: [{ outcome: 'error' }],
  })
})

test('what is plugged in later is found from then on', async () => {
  const host = virtualHost()
  const seen: string[] = []
  const llm = createRouter({ use: [], host })
  expect((await failure(host.run(llm.chat({ model: 'a', prompt: 'hi' })))).message).toMatch(/There are: none\./)
  llm.use(provider('a'))
  llm.use(({ provider: add, policy, on }) => {
    add(scripted('b', ok('hello')).provider)
    policy((next) => (call) => {
      seen.push(call.capability)
      return next(call)
    })
    on('call:finish', ({ outcome }) => seen.push(outcome))
  })
  await host.run(llm.chat({ model: 'b', prompt: 'hi' }))
  expect(seen).toEqual(['chat', 'ok'])
  expect([...llm.providers.keys()]).toEqual(['a', 'b'])
})

test('a plugin function that was not called is called', () => {
  const late = defineProvider('late', () => ({ defaultModel: 'x' }))
  expect([...createRouter({ use: [late as never] }).providers.keys()]).toEqual(['late'])
})

describe('shares', () => {
  const count = async (
    strategy: NonNullable<RouterOptions['strategy']>,
    calls: number,
    session?: (call: number) => string,
  ) => {
    const host = virtualHost()
    const llm = createRouter({
      use: [provider('a'), provider('b'), provider('c')],
      routes: {
        all: {
          targets: [
            target('a', 'm', undefined, { weight: 5 }),
            target('b', 'm', undefined, { weight: 3 }),
            target('c', 'm', undefined, { weight: 2 }),
          ],
          strategy,
        },
      },
      host,
    })
    const served: string[] = []
    for (let call = 0; call < calls; call++) {
      const answer = await host.run(
        llm.chat({ model: 'all', prompt: 'hi', ...(session && { session: session(call) }) }),
      )
      served.push(answer.target.provider)
    }
    return served
  }
  const share = (served: readonly string[], id: string): number =>
    served.filter((one) => one === id).length / served.length

  test('weighted: by chance, in proportion', async () => {
    const served = await count(weighted(), 1000)
    expect(share(served, 'a')).toBeCloseTo(0.5, 1)
    expect(share(served, 'b')).toBeCloseTo(0.3, 1)
  })

  test('weighted for an experiment: each conversation stays where it was put', async () => {
    const served = await count(weighted({ experiment: 'x' }), 600, (call) => `user ${call % 300}`)
    expect(served.slice(0, 300)).toEqual(served.slice(300))
    expect(share(served, 'a')).toBeCloseTo(0.5, 1)
  })

  test('roundRobin: in turn, evenly spread', async () => {
    const served = await count(roundRobin(), 100)
    expect([share(served, 'a'), share(served, 'b'), share(served, 'c')]).toEqual([0.5, 0.3, 0.2])
    expect(served.join('')).not.toContain('aaa')
  })
})
