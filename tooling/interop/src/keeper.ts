import { spawn } from 'node:child_process'

/**
 * Runs a command, and ends it with all that it has started as soon as standard input closes: when whoever started this ends
 * in whatever way, nothing is left behind.
 */
const [command, ...args] = process.argv.slice(2)
const child = spawn(command!, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] })

function end(): void {
  try {
    process.kill(-child.pid!, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

child.once('error', (error) => {
  console.error(error.message)
  process.exit(1)
})
child.once('exit', (code) => process.exit(code ?? 1))
process.stdin.once('close', end).once('end', end).resume()
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, end)
