import { fork } from 'node:child_process'
import { once } from 'node:events'

/** A body in the pieces in which it is written, and its content type. */
export interface Body {
  readonly type: string
  readonly pieces: readonly string[]
}

/** What the server answers: `streamed` to a request that says `"stream": true` (or to all, without `reply`), else `reply`. */
export interface Served {
  readonly reply?: Body
  readonly streamed?: Body
}

/** A server in a process of its own. */
export async function startServer(served: Served): Promise<{ readonly baseURL: string; stop(): void }> {
  const child = fork(new URL('./server.ts', import.meta.url), [], { execArgv: [] })
  child.send(served)
  const [port] = (await once(child, 'message')) as [number]
  return { baseURL: `http://127.0.0.1:${port}/v1`, stop: () => child.disconnect() }
}
