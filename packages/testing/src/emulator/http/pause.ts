import type { ServerResponse } from 'node:http'

/** Waits so many milliseconds (`Infinity`: for ever), or until the client has gone or the emulator closes. Leaves no timer behind. */
export function pause(ms: number, res: ServerResponse, closing: AbortSignal): Promise<void> {
  if (res.destroyed || closing.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      res.off('close', done)
      closing.removeEventListener('abort', done)
      resolve()
    }
    const timer = ms === Infinity ? undefined : setTimeout(done, ms)
    res.once('close', done)
    closing.addEventListener('abort', done)
  })
}

/** Until the socket takes more, or the client has gone. */
export function drained(res: ServerResponse): Promise<void> {
  if (res.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      res.off('drain', done)
      res.off('close', done)
      resolve()
    }
    res.once('drain', done)
    res.once('close', done)
  })
}

/** Lets the event loop turn once, so that what was written goes to the socket alone. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
