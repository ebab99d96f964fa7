import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs a command in a folder to its end. @throws Error with the last lines that it said. */
export async function runIn(cwd: string, command: string, args: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)(command, args, { cwd, timeout: 600_000, maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    const { stdout, stderr, message } = error as { stdout?: string; stderr?: string; message: string }
    const said = `${stdout ?? ''}${stderr ?? ''}`.trimEnd().split('\n').slice(-30).join('\n')
    // eslint-disable-next-line preserve-caught-error -- the cause repeats all that was printed
    throw new Error(`${command} ${args.join(' ')} failed:\n${said || message}`)
  }
}
