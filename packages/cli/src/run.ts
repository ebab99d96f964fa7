import { isLLMError } from '@llmrr/core'
import { version } from './version.ts'
import { chat } from './commands/chat.ts'
import { emulate } from './commands/emulate.ts'
import { models } from './commands/models.ts'
import { providers } from './commands/providers.ts'
import { start } from './commands/start.ts'
import { help } from './help.ts'
import { style } from './style.ts'
import { isUsageError } from './usage-error.ts'
import type { Terminal } from './terminal.ts'

/** Exit codes: what was asked for was done; it failed; the command was called wrongly; Ctrl+C. */
export const exit = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const

/** A command: its arguments in, its exit code out. */
export type Command = (args: readonly string[], terminal: Terminal) => Promise<number>

const commands: Readonly<Record<string, Command>> = { chat, emulate, models, providers, start }

/** Runs the command that the arguments name. Every failure is one line on standard error and an exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args
  const paint = style(terminal.interactive)
  try {
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
      terminal.out(help(rest[0]))
      return name === undefined ? exit.usage : exit.ok
    }
    if (name === '--version' || name === '-v') {
      terminal.out(`${version()}\n`)
      return exit.ok
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) {
      terminal.note(
        `${paint.red('llmrr:')} there is no command ${JSON.stringify(name)}; there are ${Object.keys(commands).join(', ')}.\n`,
      )
      return exit.usage
    }
    if (rest.includes('--help') || rest.includes('-h')) {
      terminal.out(help(name))
      return exit.ok
    }
    return await command(rest, terminal)
  } catch (error) {
    if (terminal.signal.aborted) return exit.interrupted
    if (isUsageError(error)) {
      terminal.note(`${paint.red('llmrr:')} ${error.message}\n`)
      return exit.usage
    }
    if (isLLMError(error)) {
      terminal.note(`${paint.red('llmrr:')} ${error.message}\n`)
      if (error.detail) terminal.note(`${paint.dim(`  the service says: ${error.detail}`)}\n`)
      return exit.failed
    }
    throw error
  }
}
