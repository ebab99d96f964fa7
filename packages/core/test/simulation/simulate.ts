import { createRouter, defineProvider, fastest, isLLMError, llmError } from '../../src/index.ts'
import { seeded, virtualHost } from '../../../testing/src/host/index.ts'
import type { Strategy } from '../../src/index.ts'

/** What is wrong with a target while the fault lasts. */
export type Fault =
  | { readonly kind: '503' | 'hang' }
  | { readonly kind: 'slow'; readonly factor: number }
  | { readonly kind: 'flaky'; readonly share: number }

/** One scenario of the fault simulation. Times are seconds. */
export interface Scenario {
  readonly perSecond: number
  readonly targets: number
  /** Mean service time of each target. Default 1.2. */
  readonly means?: readonly number[]
  /** Of the lognormal service time. Default 0.45. */
  readonly sigma?: number
  /** Calls in flight above which a target slows down in proportion. Default: never. */
  readonly crowd?: number
  /** How many of the first targets are faulty. */
  readonly faulty: number
  readonly fault?: Fault
  /** Default: `fastest()`. */
  readonly strategy?: () => Strategy
}

/** What came of the calls that arrived during the fault. */
export interface Outcome {
  /** Percent that were answered. */
  readonly goodput: number
  /** Seconds, of those that were answered. */
  readonly p50: number
  readonly p99: number
  /** Failed calls to targets, per second. */
  readonly failedPerSecond: number
  /** Percent of the calls that the first target served from 30 to 90 s after the fault. */
  readonly share: number
  /** Seconds from the end of the fault to the first answer that began after it. */
  readonly firstOk: number
  readonly mostAttempts: number
  /** Of all calls; equal for equal seeds. */
  readonly trace: string
}

const faultFrom = 120
const faultTo = 300
const end = 480

/** Runs a scenario in virtual time. */
export async function simulate(scenario: Scenario, seed: number): Promise<Outcome> {
  const { perSecond, targets, means = [], sigma = 0.45, crowd = Infinity, faulty, fault, strategy = fastest } = scenario
  const host = virtualHost({ seed })
  const chance = seeded(seed * 7919 + 1)
  const start = host.now()
  const seconds = (): number => (host.now() - start) / 1000
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
  const during = (at: number): boolean => at >= faultFrom && at < faultTo
  let failed = 0
  const served = Array.from({ length: targets }, () => 0)

  const service = (index: number) => {
    let inFlight = 0
    const mean = means[index] ?? 1.2
    return defineProvider(`t${index}`, () => ({
      defaultModel: 'm',
      async *chat(_request, { signal }) {
        const at = seconds()
        const sick = index < faulty && during(at) ? fault : undefined
        inFlight++
        try {
          if (sick?.kind === '503' || (sick?.kind === 'flaky' && chance() < sick.share)) {
            await host.sleep(200, signal)
            throw llmError('overloaded', 'sick', { status: 503 })
          }
          if (sick?.kind === 'hang') await host.sleep(1e9, signal)
          const slow = (sick?.kind === 'slow' ? sick.factor : 1) * Math.max(1, inFlight / crowd)
          await host.sleep(1000 * mean * Math.exp(sigma * normal() - (sigma * sigma) / 2) * slow, signal)
          if (at >= faultTo + 30 && at < faultTo + 90) served[index]!++
          yield { type: 'text-delta', index: 0, text: 'ok' }
          yield { type: 'finish', reason: 'stop' }
        } catch (error) {
          if (during(at) && (isLLMError(error, 'overloaded') || isLLMError(error, 'timeout'))) failed++
          throw error
        } finally {
          inFlight--
        }
      },
    }))()
  }
  const llm = createRouter({
    use: Array.from({ length: targets }, (_, index) => service(index)),
    routes: { all: { targets: Array.from({ length: targets }, (_, index) => `t${index}`), strategy: strategy() } },
    timeouts: { attemptMs: 10_000, totalMs: 30_000 },
    host,
  })

  const times: number[] = []
  const trace: string[] = []
  let calls = 0
  let answered = 0
  let open = 0
  let firstOk = Infinity
  let mostAttempts = 0
  const arrive = async (): Promise<void> => {
    const at = seconds()
    open++
    if (during(at)) calls++
    try {
      const { attempts } = await llm.chat({ model: 'all', prompt: 'hi' })
      mostAttempts = Math.max(mostAttempts, attempts.length)
      trace.push(
        `${at.toFixed(3)} ${attempts.map(({ target, code }) => `${target.provider}${code ?? ''}`).join()} ${seconds().toFixed(3)}`,
      )
      if (during(at)) {
        answered++
        times.push(seconds() - at)
      }
      const last = attempts.at(-1)!
      const began = at + last.startMs / 1000
      if (began >= faultTo) firstOk = Math.min(firstOk, began - faultTo)
    } catch (error) {
      if (!isLLMError(error)) throw error
      mostAttempts = Math.max(mostAttempts, error.attempts!.length)
      trace.push(`${at.toFixed(3)} ${error.code} ${seconds().toFixed(3)}`)
    }
    open--
  }
  const traffic = async (): Promise<void> => {
    while (seconds() < end) {
      void arrive()
      await host.sleep((-1000 * Math.log(1 - chance())) / perSecond)
    }
    while (open > 0) await host.sleep(1000)
  }
  await host.run(traffic())
  times.sort((a, b) => a - b)
  const quantile = (q: number): number => times[Math.min(times.length - 1, Math.floor(q * times.length))] ?? Infinity
  return {
    goodput: (100 * answered) / calls,
    p50: quantile(0.5),
    p99: quantile(0.99),
    failedPerSecond: failed / (faultTo - faultFrom),
    share: (100 * served[0]!) / served.reduce((sum, count) => sum + count, 0),
    firstOk,
    mostAttempts,
    trace: trace.join('\n'),
  }
}
