/** Gives its values some at a time. */
export interface Batches<T> {
  /** The next ones; an empty list when there are no more. Not called while it is under way. */
  next(): Promise<readonly T[]>
  /** Lets go of what they come from. Called once, also after `next` has failed. */
  close?(): Promise<void>
}

type Step<T> = IteratorResult<T, undefined>

const finished: { readonly done: true; readonly value: undefined } = { done: true, value: undefined }

/**
 * An iterator over values that come in batches. Nothing is opened before the first pull, and a batch only when the one before has been handed
 * out. It behaves as an async generator would; but what is already there costs one settled promise, where a generator's `yield` takes turns of
 * the event loop.
 */
export function eachOf<T>(open: () => Promise<Batches<T>>): AsyncIterableIterator<T, undefined> {
  let batches: Batches<T> | undefined
  let ready: readonly T[] = []
  let at = 0
  let over = false
  // Pulls that come while another waits are served one after the other.
  let busy = false
  let queued = 0
  let last: Promise<unknown> | undefined

  const close = async (): Promise<void> => {
    if (over) return
    over = true
    at = ready.length
    await batches?.close?.()
  }
  const arrived = (batch: readonly T[]): Step<T> | Promise<Step<T>> => {
    ready = batch
    at = 0
    if (batch.length === 0) {
      return close().then(() => {
        busy = false
        return finished
      })
    }
    busy = false
    return { done: false, value: ready[at++]! }
  }
  const failed = async (thrown: unknown): Promise<never> => {
    await close()
    busy = false
    throw thrown
  }
  const first = async (): Promise<readonly T[]> => {
    batches = await open()
    return batches.next()
  }
  const step = (): Promise<Step<T>> => {
    if (at < ready.length) return Promise.resolve({ done: false, value: ready[at++]! })
    if (over) return Promise.resolve(finished)
    busy = true
    return (batches ? batches.next() : first()).then(arrived, failed)
  }
  const queue = (task: () => Promise<Step<T>>): Promise<Step<T>> => {
    if (!busy && queued === 0) return task()
    queued++
    const turn = (): Promise<Step<T>> => {
      queued--
      return task()
    }
    return last!.then(turn, turn)
  }
  const leave = (): Promise<Step<T>> => close().then(() => finished)
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next() {
      const pull = queue(step)
      last = pull
      return pull
    },
    return() {
      const end = queue(leave)
      last = end
      return end
    },
  }
}
