import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'

/** Where a command reads and writes. Tests bring their own. */
export interface Terminal {
  readonly cwd: string
  env(name: string): string | undefined
  /** Results go here. */
  out(text: string): void
  /** Progress, hints and errors go here, so that results can be piped. */
  note(text: string): void
  /** What stands on standard input; `undefined` when a person sits there. */
  input(): Promise<string | undefined>
  /** Whether colour and overwritten lines make sense on `note`. */
  readonly interactive: boolean
  /** Whether results may be coloured. */
  readonly colour: boolean
  /** Aborts on Ctrl+C. */
  readonly signal: AbortSignal
  /** Resolves when the process is asked to stop. */
  untilStopped(): Promise<void>
}

/** The real terminal of this process. */
export function terminal(): Terminal {
  const stop = new AbortController()
  const stopped = new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.once(name, () => {
        stop.abort()
        resolve()
      })
    }
  })
  const plain = process.env['NO_COLOR'] !== undefined || process.env['TERM'] === 'dumb'
  // A reader that closes early (`llmrr chat | head`) is not an error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  return {
    cwd: process.cwd(),
    env: (name) => process.env[name],
    out: (chunk) => void process.stdout.write(chunk),
    note: (chunk) => void process.stderr.write(chunk),
    input: async () => (process.stdin.isTTY || process.stdin.closed ? undefined : await text(process.stdin)),
    interactive: process.stderr.isTTY === true && !plain,
    colour: process.stdout.isTTY === true && !plain,
    signal: stop.signal,
    untilStopped: async () => {
      // Keeps the process alive, and ends with the one that started it when its pipe closes.
      const lines = process.stdin.isTTY ? undefined : createInterface({ input: process.stdin })
      const keepAlive = setInterval(() => {}, 60_000)
      await stopped
      clearInterval(keepAlive)
      lines?.close()
    },
  }
}
