import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs a command in a folder and answers what it printed. Not execFileSync: an emulator may answer from this process. */
export async function runIn(
  cwd: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<string> {
  try {
    const options = {
      cwd,
      env: { ...process.env, NO_COLOR: '1', ...env },
      timeout: 120_000,
      maxBuffer: 64 * 1024 * 1024,
    }
    return (await promisify(execFile)(command, args, options)).stdout
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string }
    const said = `${stdout ?? ''}${stderr ?? ''}`.trimEnd().split('\n').slice(-100).join('\n')
    // eslint-disable-next-line preserve-caught-error -- the cause repeats all that was printed
    throw new Error(`${command.split('/').at(-1)} ${args.join(' ')} failed:\n${said}`)
  }
}
