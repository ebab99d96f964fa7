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
  // The last pull that had to wait; those after it wait for it.
  let waiting: Promise<unknown> | undefined

  const close = async (): Promise<void> => {
    over = true
    at = ready.length
    await batches?.close?.()
  }
  const more = async (): Promise<Step<T>> => {
    try {
      batches ??= await open()
      ready = await batches.next()
      at = 0
    } catch (thrown) {
      await close()
      throw thrown
    }
    if (ready.length > 0) return { done: false, value: ready[at++]! }
    await close()
    return finished
  }
  const step = (): Promise<Step<T>> =>
    at < ready.length
      ? Promise.resolve({ done: false, value: ready[at++]! })
      : over
        ? Promise.resolve(finished)
        : more()
  const queue = <R>(task: () => Promise<R>): Promise<R> => {
    const turn = waiting ? waiting.then(task, task) : task()
    const settled = (): void => {
      if (waiting === turn) waiting = undefined
    }
    waiting = turn
    turn.then(settled, settled)
    return turn
  }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => (waiting || (at === ready.length && !over) ? queue(step) : step()),
    return: () =>
      queue(async () => {
        if (!over) await close()
        at = ready.length
        return finished
      }),
  }
}
