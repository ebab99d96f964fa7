/** A value, at once or later: a memory store costs no turn of the event loop. */
export type MaybePromise<T> = T | Promise<T>

/**
 * Where the router keeps what may be shared between processes. Values are JSON text. Keys begin
 * with what they belong to (`cache:`); they may be long and hold what a prompt says, so a store that others can read hashes them.
 * Limits and budgets will add optional members (`reserve`, `settle`, `lease`); a store without them serves what it has.
 */
export interface Store {
  /** `undefined` for a key that is not there, or whose time is over. */
  get(key: string): MaybePromise<string | undefined>
  set(key: string, value: string, ttlMs: number): MaybePromise<void>
  delete(key: string): MaybePromise<void>
}

/**
 * A store in this process's memory. What has not been used for longest goes first when it holds more than `maxBytes` (default 64 MiB, counted as
 * two bytes per character of key and value). `now` is the clock: pass `host.now`.
 */
export function memoryStore({
  now,
  maxBytes = 64 * 1024 * 1024,
}: {
  readonly now: () => number
  readonly maxBytes?: number
}): Store {
  const entries = new Map<string, { readonly value: string; readonly until: number }>()
  let bytes = 0
  const sizeOf = (key: string, value: string): number => 2 * (key.length + value.length)
  const remove = (key: string): void => {
    const entry = entries.get(key)
    if (!entry) return
    bytes -= sizeOf(key, entry.value)
    entries.delete(key)
  }
  return {
    get(key) {
      const entry = entries.get(key)
      if (!entry) return undefined
      entries.delete(key)
      if (entry.until <= now()) {
        bytes -= sizeOf(key, entry.value)
        return undefined
      }
      entries.set(key, entry)
      return entry.value
    },
    set(key, value, ttlMs) {
      remove(key)
      const size = sizeOf(key, value)
      if (size > maxBytes) return
      entries.set(key, { value, until: now() + ttlMs })
      bytes += size
      for (const oldest of entries.keys()) {
        if (bytes <= maxBytes) break
        remove(oldest)
      }
    },
    delete: remove,
  }
}
