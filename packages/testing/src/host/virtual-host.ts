import { createHeap } from './heap.ts'
import type { Host } from '@llmrr/core'
import type { Due } from './heap.ts'

/** How a virtual host begins. */
export interface VirtualHostOptions {
  /** One seed, one sequence of `random()`. Default 1. */
  readonly seed?: number
  /** Milliseconds since the epoch at the start. Default 2026-01-01. */
  readonly now?: number
  /** Default: rejects, since nothing here has a network. */
  readonly fetch?: Host['fetch']
  /** Default: none is set. */
  readonly env?: { readonly [name: string]: string | undefined }
}

/** A host whose time passes only when it is told to, or when everything waits. */
export interface VirtualHost extends Host {
  /**
   * Lets time pass until the promise settles, from one thing due to the next, and answers what it settled to.
   *
   * @throws Error when nothing is due any more and the promise is still open: the code waits for something that never comes.
   */
  run<T>(promise: Promise<T>): Promise<T>
  /** Lets `ms` pass, and everything due in them happen. */
  advance(ms: number): Promise<void>
  /** Lets everything happen that needs no time. */
  settle(): Promise<void>
  /** Timers and sleeps that are still to come: 0 when nothing was left behind. */
  readonly pending: number
}

// A turn of the event loop: every promise job that can run has run.
const turn = (): Promise<void> =>
  new Promise((resolve) => (typeof setImmediate === 'function' ? setImmediate(resolve) : setTimeout(resolve, 0)))

/** A small, fast, seeded generator (mulberry32); from 0 inclusive to 1 exclusive. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * The outside world of a test: its own clock, its own chance, no network. A day of traffic takes as long as its code does, and the same seed gives the same trace.
 */
export function virtualHost({
  seed = 1,
  now: start = Date.UTC(2026, 0, 1),
  fetch,
  env = {},
}: VirtualHostOptions = {}): VirtualHost {
  const heap = createHeap()
  let time = start
  let order = 0
  let pending = 0
  const schedule = (ms: number, run: () => void): (() => void) => {
    const due: Due = { at: time + Math.max(0, ms), order: order++, run, cancelled: false }
    heap.push(due)
    pending++
    return () => {
      if (due.cancelled) return
      due.cancelled = true
      pending--
    }
  }
  /** Makes the next thing happen. Answers whether there was one by `until`. */
  const step = (until: number): boolean => {
    const due = heap.pop()
    if (!due) return false
    if (due.at > until) {
      heap.push(due)
      return false
    }
    time = Math.max(time, due.at)
    due.cancelled = true
    pending--
    due.run()
    return true
  }
  return {
    fetch: fetch ?? (() => Promise.reject(new TypeError('fetch failed: a virtual host has no network'))),
    now: () => time,
    random: seeded(seed),
    timer: schedule,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error)
        const stop = (): void => {
          cancel()
          reject(signal?.reason as Error)
        }
        const cancel = schedule(ms, () => {
          signal?.removeEventListener('abort', stop)
          resolve()
        })
        signal?.addEventListener('abort', stop, { once: true })
      }),
    env: (name) => env[name],
    async run(promise) {
      let settled = false
      const mark = (): void => {
        settled = true
      }
      promise.then(mark, mark)
      for (;;) {
        await turn()
        if (settled) return promise
        if (!step(Infinity))
          throw new Error('The virtual host has nothing left to do, and the promise has not settled.')
      }
    },
    async advance(ms) {
      const until = time + ms
      do await turn()
      while (step(until))
      time = until
    },
    settle: turn,
    get pending() {
      return pending
    },
  }
}
