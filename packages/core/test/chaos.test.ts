import { expect, test } from 'vitest'
import { addCosts, createRouter, fastest, isLLMError } from '../src/index.ts'
import { cut, fail, hang, inBand, ok, scripted, seeded, virtualHost } from '../../testing/src/host/index.ts'
import type { Attempt, ModelInfo } from '../src/index.ts'
import type { Step } from '../../testing/src/host/index.ts'

const info: ModelInfo = {
  id: 'scripted',
  capabilities: ['chat'],
  price: { prices: { input: 0.1, output: 0.3 }, source: 'test', asOf: '2026-01-01' },
  source: 'test',
  asOf: '2026-01-01',
}

const calls = 10_000

/** Ten thousand calls, half of them streams, some aborted or broken off, over six targets that fail in every way. */
async function run(seed: number, calls: number) {
  const host = virtualHost({ seed })
  const chance = seeded(seed + 1000)
  const step = (): Step => {
    const roll = chance()
    const ms = chance() * 400
    if (roll < 0.72) return ok('one two three', { ms, gapMs: 20 })
    if (roll < 0.8) return fail([500, 503, 429, 400, 404, 413][Math.floor(chance() * 6)]!, { ms, usage: { input: 7 } })
    if (roll < 0.85) return fail('network', { ms })
    if (roll < 0.9) return cut('one two three', Math.floor(chance() * 3), { ms })
    if (roll < 0.95) return inBand('one two three', Math.floor(chance() * 3), 'overloaded', { ms })
    if (roll < 0.97) return fail(429, { ms, retryAfterMs: 1500 })
    return roll < 0.99 ? ok('late', { ms: 20_000 }) : hang()
  }
  const providers = Array.from({ length: 6 }, (_, index) =>
    scripted(`t${index}`, step, { models: async () => ({ models: [info] }) }),
  )
  const llm = createRouter({
    use: providers.map(({ provider }) => provider),
    routes: { all: { targets: ['t0', 't1', 't2', { targets: ['t3', 't4', 't5'] }], strategy: fastest() } },
    timeouts: { firstEventMs: 5000, attemptMs: 5000, idleMs: 5000, totalMs: 30_000 },
    host,
  })

  const settled = new Map<number, number>()
  const finished = new Map<string, number>()
  const trace: string[] = []
  let afterAbort = 0
  let mostAttempts = 0
  let wrongCosts = 0
  let summed = 0
  const aborted = new Set<string>()
  llm.on('call:finish', ({ call }) => finished.set(call, (finished.get(call) ?? 0) + 1))
  llm.on('attempt:start', ({ tags }) => {
    if (aborted.has(tags![0]!)) afterAbort++
  })

  const check = (attempts: readonly Attempt[], cost: unknown): void => {
    mostAttempts = Math.max(mostAttempts, attempts.length)
    const known = attempts.flatMap((attempt) => attempt.cost ?? [])
    if (cost !== undefined && JSON.stringify(cost) !== JSON.stringify(addCosts(known))) wrongCosts++
    if (cost !== undefined && attempts.length > 1) summed++
  }
  const one = async (number: number): Promise<void> => {
    const controller = new AbortController()
    const roll = chance()
    const abortMs = roll < 0.1 ? chance() * 2000 : undefined
    const breaks = roll > 0.9
    const options = { model: 'all', prompt: 'hi', signal: controller.signal, tags: [String(number)] }
    const stream = number % 2 === 0 ? llm.stream(options) : undefined
    const iterator = stream?.[Symbol.asyncIterator]()
    const work = async (): Promise<string> => {
      if (!stream || !iterator) {
        const { attempts, cost, text } = await llm.chat(options)
        check(attempts, cost)
        return text
      }
      let text = ''
      for (let step = await iterator.next(); !step.done; step = await iterator.next()) {
        if (step.value.type === 'text-delta') text += step.value.text
        if (breaks && text) {
          await iterator.return!()
          return 'broken off'
        }
      }
      const { attempts, cost } = await stream.result()
      check(attempts, cost)
      return text
    }
    const working = work()
    if (abortMs !== undefined) {
      host.timer(abortMs, () => {
        aborted.add(String(number))
        controller.abort()
      })
    }
    let outcome: string
    try {
      outcome = await working
    } catch (error) {
      if (!isLLMError(error)) throw error
      outcome = error.code
      mostAttempts = Math.max(mostAttempts, error.attempts?.length ?? 0)
    }
    settled.set(number, (settled.get(number) ?? 0) + 1)
    trace.push(`${number} ${outcome} ${host.now()}`)
  }
  const traffic = async (): Promise<void> => {
    const all: Promise<void>[] = []
    for (let number = 0; number < calls; number++) {
      all.push(one(number))
      await host.sleep(chance() * 40)
    }
    await Promise.all(all)
  }
  await host.run(traffic())
  await host.advance(60_000)
  return { host, providers, settled, finished, trace, afterAbort, mostAttempts, wrongCosts, summed }
}

test(
  'ten thousand calls with random faults each settle once, and leave nothing behind',
  { timeout: 60_000 },
  async () => {
    const { host, providers, settled, finished, trace, afterAbort, mostAttempts, wrongCosts, summed } = await run(
      1,
      calls,
    )
    expect(settled.size).toBe(calls)
    expect(finished.size).toBe(calls)
    expect([...settled.values(), ...finished.values()].every((times) => times === 1)).toBe(true)
    expect(providers.map(({ open }) => open)).toEqual([0, 0, 0, 0, 0, 0])
    expect(afterAbort).toBe(0)
    expect(mostAttempts).toBeGreaterThan(1)
    expect(mostAttempts).toBeLessThanOrEqual(4)
    expect(wrongCosts).toBe(0)
    expect(summed).toBeGreaterThan(20)
    expect(host.pending).toBe(0)
    const outcomes = new Set(trace.map((line) => line.split(' ').slice(1, -1).join(' ')))
    for (const expected of ['one two three', 'broken off', 'aborted', 'invalid-request', 'network', 'overloaded']) {
      expect(outcomes).toContain(expected)
    }
  },
)

test('one seed gives one trace', { timeout: 60_000 }, async () => {
  const [first, second] = [await run(2, 2000), await run(2, 2000)]
  expect(first.trace).toEqual(second.trace)
})
