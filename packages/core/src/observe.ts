import type { CapabilityName } from './capabilities.ts'
import type { ErrorCode, LLMError } from './errors.ts'
import type { Health } from './health/state.ts'
import type { Target } from './provider.ts'
import type { Attempt, Warning } from './results.ts'
import type { Cost, Usage } from './usage.ts'

/** What every event of a call says. */
export interface CallEvent {
  /** The same for all events of one call of one router. */
  readonly call: string
  readonly capability: CapabilityName
  /** The capability, or `video.submit`, `files.put`, ... */
  readonly operation: string
  /** The route's name, or the reference that was asked for. */
  readonly route: string
  readonly stream: boolean
  readonly tags?: readonly string[]
}

/** What a router tells. Facts only: no prompt, no answer, no credential. */
export interface RouterEvents {
  'call:start': CallEvent
  'call:finish': CallEvent & {
    readonly outcome: 'ok' | 'error' | 'aborted'
    readonly code?: ErrorCode
    readonly error?: LLMError
    readonly target?: Target
    readonly attempts: readonly Attempt[]
    readonly cost?: Cost
    readonly usage?: Usage
    readonly cached: boolean
    readonly durationMs: number
    /** Waiting for a better time to ask. */
    readonly queuedMs: number
    /** The router's own time: the duration without the time spent waiting for services, for a better time and for the caller. */
    readonly overheadMs: number
  }
  'attempt:start': CallEvent & { readonly attempt: number; readonly target: Target }
  /** The first content has come (of a stream), or the whole answer. */
  'attempt:commit': CallEvent & { readonly attempt: number; readonly target: Target; readonly ms: number }
  'attempt:finish': CallEvent & { readonly attempt: number; readonly result: Attempt }
  /** A target's (or, without a model, a provider instance's) state has changed. */
  breaker: {
    readonly key: string
    readonly from: Health['state']
    readonly to: Health['state']
    readonly until?: number
    readonly code: ErrorCode
  }
  /** A target is not asked before `until`, in milliseconds since the epoch. */
  gate: { readonly key: string; readonly until: number }
  cache: CallEvent & { readonly result: 'hit' | 'miss' | 'shared' }
  warning: { readonly warning: Warning } | { readonly provider: string; readonly error: LLMError }
  /** An observer threw. Without an observer of this event it becomes an unhandled rejection. */
  'observer:error': { readonly event: string; readonly error: unknown }
}

/** Tells the observers of an event, if there are any. `make` runs only then. */
export type Emit = <E extends keyof RouterEvents>(event: E, make: () => RouterEvents[E]) => void

/** Adds an observer. Answers a function that takes it away. */
export type On = <E extends keyof RouterEvents>(event: E, observer: (event: RouterEvents[E]) => void) => () => void

/** Observers by event. A throwing observer never breaks a call, and never goes unheard. */
export function createObservers(): { readonly emit: Emit; readonly on: On } {
  const observers = new Map<string, Set<(event: never) => void>>()
  const emit: Emit = (event, make) => {
    const list = observers.get(event)
    if (!list?.size) return
    const fact = make()
    for (const observer of list) {
      try {
        observer(fact as never)
      } catch (error) {
        if (event !== 'observer:error' && observers.get('observer:error')?.size) {
          emit('observer:error', () => ({ event, error }))
        } else void Promise.reject(error)
      }
    }
  }
  return {
    emit,
    on: (event, observer) => {
      const list = observers.get(event) ?? new Set()
      observers.set(event, list.add(observer))
      return () => void list.delete(observer)
    },
  }
}
