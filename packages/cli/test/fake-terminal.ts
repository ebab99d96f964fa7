import type { Terminal } from '../src/terminal.ts'

/** A terminal that remembers. */
export function fakeTerminal(
  options: {
    readonly cwd?: string
    readonly env?: Readonly<Record<string, string>>
    readonly input?: string
    readonly signal?: AbortSignal
  } = {},
) {
  const written = { out: '', note: '' }
  const terminal: Terminal = {
    cwd: options.cwd ?? import.meta.dirname,
    env: (name) => options.env?.[name],
    out: (text) => void (written.out += text),
    note: (text) => void (written.note += text),
    input: async () => options.input,
    interactive: false,
    colour: false,
    signal: options.signal ?? new AbortController().signal,
    untilStopped: async () => {},
  }
  return { terminal, written }
}
