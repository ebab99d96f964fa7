import { abortedError } from '../thrown.ts'
import type { Opened } from '../call.ts'

/** One call in flight that several callers wait for. */
export interface Flight {
  readonly opened: Promise<Opened>
  /** Settles when the answer is whole; for a stream somebody must read it. */
  readonly value: Promise<unknown>
  /** Reads the stream from its beginning, at its own pace; whoever is ahead pulls. Call `leave` when done, also early. */
  reader(opened: Opened): () => Promise<IteratorResult<unknown, undefined>>
  join(): void
  /** The last one to leave aborts what is still going on. */
  leave(): void
}

/** Starts a flight. `abort` ends the call under it. */
export function startFlight(opened: Promise<Opened>, abort: () => void): Flight {
  const log: unknown[] = []
  let readers = 0
  let ended = false
  let failure: { readonly error: unknown } | undefined
  let pulling: Promise<void> | undefined
  let finish: { resolve(value: unknown): void; reject(error: unknown): void }
  const value = new Promise<unknown>((resolve, reject) => {
    finish = { resolve, reject }
  })
  // Whoever waits for it hears of a failure; when nobody does, the readers have.
  value.catch(() => {})
  const fail = (error: unknown): void => {
    failure = { error }
    finish.reject(error)
  }
  const end = (it: Opened): void => {
    ended = true
    finish.resolve(it.value())
  }
  opened.then((it) => (it.events ? undefined : end(it)), fail)
  const pull = (it: Opened): Promise<void> =>
    (pulling ??= (async () => {
      try {
        const step = await it.events!.next()
        if (step.done) end(it)
        else log.push(step.value)
      } catch (error) {
        fail(error)
      } finally {
        pulling = undefined
      }
    })())
  return {
    opened,
    value,
    join: () => void readers++,
    leave() {
      if (--readers > 0 || ended || failure) return
      abort()
      fail(abortedError(undefined))
    },
    reader(it) {
      let next = 0
      return async () => {
        for (;;) {
          if (next < log.length) return { done: false, value: log[next++] }
          if (failure) throw failure.error
          if (ended) return { done: true, value: undefined }
          await pull(it)
        }
      }
    },
  }
}
