import { numberOption, parse } from '../arguments.ts'
import { exit } from '../run.ts'
import { usageError } from '../usage-error.ts'
import type { Fault } from '@llmrr/testing/emulator'
import type { Terminal } from '../terminal.ts'

const options = {
  port: { type: 'string' },
  answer: { type: 'string' },
  fault: { type: 'string', multiple: true },
} as const

function readFault(text: string): Fault {
  let fault: unknown
  try {
    fault = JSON.parse(text)
  } catch {
    throw usageError(`--fault takes a JSON object, not ${JSON.stringify(text)}.`)
  }
  if (typeof fault !== 'object' || fault === null || Array.isArray(fault))
    throw usageError(`--fault takes a JSON object, not ${JSON.stringify(text)}.`)
  return fault as Fault
}

/** `llmrr emulate`: runs the emulator until it is stopped. */
export async function emulate(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parse(args, options)
  if (positionals.length > 0) throw usageError(`llmrr emulate takes no ${JSON.stringify(positionals[0])}.`)
  const port = numberOption('port', values.port)
  if (port !== undefined && (!Number.isInteger(port) || port > 65535))
    throw usageError(`--port takes a whole number up to 65535, not ${port}.`)
  const faults = (values.fault ?? []).map(readFault)
  const { startEmulator } = await import('@llmrr/testing/emulator')
  let emulator
  try {
    emulator = await startEmulator({
      faults,
      keep: 0,
      ...(port !== undefined && { port }),
      ...(values.answer !== undefined && { answer: values.answer }),
    })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw usageError(`Port ${port} is in use; choose another with --port, or leave it out.`)
  }
  terminal.note(
    `This is an emulator on ${emulator.url}, not a real service: ${emulator.services.join(', ')}. Ctrl+C stops it.\n`,
  )
  for (const [name, value] of Object.entries(emulator.env())) terminal.out(`export ${name}=${value}\n`)
  await terminal.untilStopped()
  await emulator.close()
  return exit.ok
}
