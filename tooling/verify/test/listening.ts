const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const

/** Runs work and takes down what it writes to the console and to the process's outputs. */
export async function listening<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly said: string }> {
  const said: string[] = []
  const undo: (() => void)[] = []
  for (const method of methods) {
    const original = console[method]
    console[method] = (...args: unknown[]) => void said.push(args.map(String).join(' '))
    undo.push(() => (console[method] = original))
  }
  for (const output of [process.stdout, process.stderr]) {
    const original = output.write.bind(output)
    output.write = ((text: unknown) => said.push(String(text)) > 0) as typeof output.write
    undo.push(() => (output.write = original))
  }
  try {
    const value = await work()
    return { value, said: said.join('\n') }
  } finally {
    for (const back of undo) back()
  }
}
