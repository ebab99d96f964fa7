import type { Host } from './provider.ts'

// Longer waits overflow the 32 bits of a runtime's timer, which then fires at once.
const longest = 2 ** 31 - 1

/**
 * The real world: global `fetch`, clock, chance and environment, each looked up when it is used. The only file of core
 * that names a global. `createRouter({ host })` replaces any of it.
 */
export const defaultHost: Host = {
  fetch: (input, init) => globalThis.fetch(input, init),
  now: () => globalThis.performance.timeOrigin + globalThis.performance.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const stop = (): void => {
        clearTimeout(id)
        reject(signal?.reason)
      }
      const id = setTimeout(
        () => {
          signal?.removeEventListener('abort', stop)
          resolve()
        },
        Math.min(ms, longest),
      )
      signal?.addEventListener('abort', stop, { once: true })
    }),
  timer: (ms, run) => {
    const id: unknown = setTimeout(run, Math.min(ms, longest))
    // Node's timers keep a process alive unless told otherwise; other runtimes answer a number.
    ;(id as { unref?: () => void }).unref?.()
    return () => clearTimeout(id as number)
  },
  env: (name) => {
    const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
    try {
      return process?.env?.[name]
    } catch {
      // Deno throws where the permission to read it is missing: for us the variable is not there.
      return undefined
    }
  },
}
