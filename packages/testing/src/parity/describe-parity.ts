import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { show } from '../laws/compare.ts'
import { keep } from '../keep.ts'
import { parityOf } from './compare.ts'
import { realCall } from './real-call.ts'
import { startCapture } from './capture.ts'
import type { CapabilityName, Provider } from '@llmrr/core'
import type { Capture, Captured } from './capture.ts'
import type { ToleratedDifference } from './compare.ts'

/** One call, made through the official SDK and through an adapter. */
export interface ParityCall<Client> {
  readonly name: string
  /** The call as a user of the SDK writes it. */
  readonly sdk: (client: Client) => Promise<unknown>
  /** The same in our words. */
  readonly ours: {
    /** Default `chat`. */
    readonly capability?: CapabilityName | 'models'
    /** Operation of a job or of files. */
    readonly call?: string
    readonly model?: string
    readonly options?: Readonly<Record<string, unknown>>
    /** Default `false`. */
    readonly stream?: boolean
    readonly request?: unknown
  }
}

/** How an SDK and an adapter are compared. */
export interface ParityOptions<Client> {
  /** The adapter, pointed at the address. */
  readonly provider: (url: string) => Provider
  /** The SDK's client, pointed at the address, without retries. */
  readonly client: (url: string) => Client
  readonly calls: readonly ParityCall<Client>[]
  /** Names of the headers that matter. */
  readonly headers: readonly string[]
  /** Differences that were looked at and are right. One that never occurs fails, so that the list stays true. */
  readonly tolerated: readonly ToleratedDifference[]
  /** What the server answers with. */
  readonly answer?: (request: Captured) => unknown
}

/**
 * Registers a table of calls with vitest: each is made through the official SDK and through the adapter, against a server on
 * loopback that notes both. Method, path, query, the headers that matter and the body must be equal field by field.
 */
export function describeParity<Client>(sdk: string, options: ParityOptions<Client>): void {
  describe(`requests equal those of ${sdk}`, () => {
    let capture: Capture
    const used = new Set<string>()
    let provider = sdk
    const calls: Record<string, { equal: number; of: number }> = {}
    beforeAll(async () => {
      capture = await startCapture(options.answer)
    })
    afterAll(async () => {
      keep(`parity-${provider}`, { provider, sdk, calls, tolerated: [...used] })
      await capture.close()
    })
    for (const { name, sdk: ask, ours } of options.calls) {
      it(name, async () => {
        const counts = (calls[ours.capability ?? 'chat'] ??= { equal: 0, of: 0 })
        counts.of += 1
        const adapter = options.provider(capture.url)
        provider = adapter.id
        // What the server answers is no answer: only what was asked matters here.
        await ask(options.client(capture.url)).catch(() => {})
        const theirs = capture.take()
        await realCall(adapter, {
          capability: 'chat',
          call: undefined,
          model: 'any',
          options: {},
          stream: false,
          request: {},
          ...ours,
        })
        const own = capture.take()
        expect(theirs.length, 'requests of the SDK').toBeGreaterThan(0)
        const found = parityOf(theirs, own, options)
        for (const { why } of found.tolerated) used.add(why)
        expect(
          found.differences.map(
            ({ at, theirs, ours }) => `${at}: the SDK sends ${show(theirs)}, the adapter ${show(ours)}`,
          ),
        ).toEqual([])
        counts.equal += 1
      })
    }
    it('tolerates nothing that does not occur', () => {
      expect(options.tolerated.map(({ why }) => why).filter((why) => !used.has(why))).toEqual([])
    })
  })
}
