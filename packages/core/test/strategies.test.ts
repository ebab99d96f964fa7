import { describe, expect, test } from 'vitest'
import { cheapest, createRouter, fastest, healthy, pipe, sticky } from '../src/index.ts'
import { newVitals, sample } from '../src/health/vitals.ts'
import { supports } from '../src/strategies/supports.ts'
import { ok, scripted, seeded, virtualHost } from '../../testing/src/host/index.ts'
import type { Candidate, ModelInfo, Part, Strategy, StrategyContext } from '../src/index.ts'

const fact = { source: 'test', asOf: '2026-01-01' }
const candidate = (
  key: string,
  {
    mean,
    inFlight = 0,
    info,
    weight = 1,
  }: { mean?: number; inFlight?: number; info?: Partial<ModelInfo>; weight?: number } = {},
): Candidate => {
  const vitals = newVitals(key)
  if (mean !== undefined) sample(vitals, false, mean, 0)
  vitals.inFlight = inFlight
  const target = { provider: key, model: 'm' }
  const { provider } = scripted(key, ok('x'))
  return {
    target,
    key,
    provider,
    vitals,
    credential: newVitals(key),
    weight,
    info: info && { id: 'm', capabilities: ['chat'], ...fact, ...info },
  }
}
const context = (request: object = { messages: [] }, more: Partial<StrategyContext> = {}): StrategyContext => ({
  capability: 'chat',
  request,
  stream: false,
  session: undefined,
  now: 0,
  random: seeded(1),
  admits: () => true,
  ...more,
})
const order = (strategy: Strategy, candidates: readonly Candidate[], given = context()): string =>
  strategy(candidates, given)
    .map(({ key }) => key)
    .join('')

describe('fastest', () => {
  const firsts = (candidates: readonly Candidate[], calls = 2000): Record<string, number> => {
    const given = context()
    const counts: Record<string, number> = {}
    for (let call = 0; call < calls; call++) {
      const first = order(fastest(), candidates, given)[0]!
      counts[first] = (counts[first] ?? 0) + 1 / calls
    }
    return counts
  }

  test('takes the better of two distinct ones by chance: the best two times of three, the worst never', () => {
    const counts = firsts([candidate('a', { mean: 100 }), candidate('b', { mean: 200 }), candidate('c', { mean: 300 })])
    expect(counts['a']).toBeCloseTo(2 / 3, 1)
    expect(counts['b']).toBeCloseTo(1 / 3, 1)
    expect(counts['c']).toBeUndefined()
  })

  test('counts what is in flight', () => {
    expect(order(fastest(), [candidate('a', { mean: 100, inFlight: 5 }), candidate('b', { mean: 200 })])).toBe('ba')
  })

  test('an old measurement fades, so that a recovered target is found', () => {
    const slow = candidate('a', { mean: 2000 })
    const quick = candidate('b', { mean: 100, inFlight: 1 })
    expect(order(fastest(), [slow, quick])).toBe('ba')
    expect(order(fastest(), [slow, quick], context({ messages: [] }, { now: 180_000 }))).toBe('ab')
  })
})

describe('cheapest', () => {
  const price = (input: number, output: number) => ({ info: { price: { prices: { input, output }, ...fact } } })

  test('predicts what this request will cost', () => {
    const reader = candidate('a', price(1, 10))
    const writer = candidate('b', price(3, 3))
    const ask = (characters: number, maxOutputTokens: number) =>
      order(
        cheapest(),
        [reader, writer],
        context({
          messages: [{ role: 'user', content: [{ type: 'text', text: 'x'.repeat(characters) }] }],
          maxOutputTokens,
        }),
      )
    expect(ask(400_000, 100)).toBe('ab')
    expect(ask(40, 1000)).toBe('ba')
  })

  test('within five percent the faster one goes first; what has no price goes last', () => {
    const candidates = [
      candidate('a'),
      { ...candidate('b', { ...price(1, 1), mean: 900 }) },
      { ...candidate('c', { ...price(1.04, 1.04), mean: 100 }) },
      candidate('d', price(2, 2)),
    ]
    expect(order(cheapest(), candidates)).toBe('cbda')
  })
})

describe('supports', () => {
  const text: Part = { type: 'text', text: 'x'.repeat(1000) }
  const image: Part = { type: 'media', mediaType: 'image/png', data: '' }
  const user = (...content: Part[]) => ({ messages: [{ role: 'user', content }] })

  test.each<[string, object, Partial<ModelInfo>, boolean]>([
    ['tools, known to have none', { ...user(text), tools: [{ name: 'x' }] }, { features: [] }, false],
    ['tools', { ...user(text), tools: [{ name: 'x' }] }, { features: ['tools'] }, true],
    ['structured output, known to have none', { ...user(text), output: {} }, { features: ['tools'] }, false],
    ['reasoning, known to have none', { ...user(text), reasoning: 'high' }, { features: [] }, false],
    ['no reasoning wanted', { ...user(text), reasoning: 'none' }, { features: [] }, true],
    ['an image, known to read text', user(text, image), { input: ['text'] }, false],
    ['an image', user(text, image), { input: ['text', 'image'] }, true],
    ['a prompt that cannot fit', user(text), { contextWindow: 100 }, false],
    ['a prompt that may fit', user(text), { contextWindow: 300 }, true],
    ['nothing known', { ...user(text, image), tools: [{ name: 'x' }] }, {}, true],
  ])('%s', (_, request, info, able) => {
    expect(order(supports(), [candidate('a', { info }), candidate('z')], context(request))).toBe(able ? 'az' : 'z')
  })

  test('never leaves nothing: facts may be old', () => {
    expect(order(supports(), [candidate('a', { info: { input: ['text'] } })], context(user(image)))).toBe('a')
  })
})

describe('sticky', () => {
  const all = ['a', 'b', 'c', 'd'].map((key) => candidate(key))
  const homes = (candidates: readonly Candidate[]): string[] =>
    Array.from(
      { length: 400 },
      (_, session) => order(sticky(), candidates, context({ messages: [] }, { session: `s${session}` }))[0]!,
    )

  test('a conversation keeps its target, and all get their share', () => {
    const first = homes(all)
    expect(homes(all)).toEqual(first)
    for (const key of 'abcd') expect(first.filter((home) => home === key).length).toBeGreaterThan(60)
  })

  test('when a target goes, only its conversations move', () => {
    const before = homes(all)
    const after = homes(all.slice(1))
    for (const [index, home] of before.entries()) if (home !== 'a') expect(after[index]).toBe(home)
  })

  test('an overloaded target loses it', () => {
    const [busy, ...others] = ['a', 'b', 'c', 'd'].map((key) => candidate(key, { inFlight: key === 'a' ? 9 : 1 }))
    expect(homes([busy!, ...others])).not.toContain('a')
  })

  test('without a session, how it begins tells it apart', () => {
    const begin = (system: string, later: string) =>
      order(
        sticky(),
        all,
        context({
          messages: [
            { role: 'system', content: system },
            { role: 'user', content: 'hello' },
            { role: 'assistant', content: later },
          ],
        }),
      )
    const beginnings = Array.from({ length: 20 }, (_, index) => `system ${index}`)
    for (const system of beginnings) expect(begin(system, 'one')).toBe(begin(system, 'two'))
    expect(new Set(beginnings.map((system) => begin(system, 'x')[0])).size).toBeGreaterThan(1)
  })
})

test('pipe: one after the other; healthy leaves out whom the context does not admit', () => {
  const all = ['a', 'b', 'c'].map((key) => candidate(key))
  const backwards: Strategy = (candidates) => candidates.toReversed()
  expect(order(pipe(healthy(), backwards), all, context({}, { admits: ({ key }) => key !== 'b' }))).toBe('ca')
})

test('streams and whole answers are timed apart', async () => {
  const host = virtualHost()
  const a = scripted('a', ok('one two', { ms: 10, gapMs: 1000 }))
  const llm = createRouter({
    use: [a.provider],
    host,
    routes: { all: { targets: ['a'], strategy: (candidates) => ((seen = candidates[0]!), candidates) } },
  })
  let seen!: Candidate
  await host.run(llm.stream({ model: 'all', prompt: 'x' }).result())
  await host.run(llm.chat({ model: 'all', prompt: 'x' }))
  expect(seen.vitals.latency.map((one) => one!.mean)).toEqual([1010, 10])
})
