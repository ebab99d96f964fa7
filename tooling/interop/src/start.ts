import { createServer } from 'node:net'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { spawn } from 'node:child_process'
import { startEmulator } from '@llmrr/testing/emulator'
import { keep } from '@llmrr/testing'
import { installed } from './installed.ts'
import type { AddressInfo } from 'node:net'
import type { Emulator } from '@llmrr/testing/emulator'
import type { Gateway } from './gateway.ts'

/** A gateway that runs in front of an emulator. */
export interface Running {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string
  readonly emulator: Emulator
  /** What it has printed so far. */
  log(): string
  /** Ends both. */
  stop(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const answers = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(1000) }).then(
    (response) => response.ok,
    () => false,
  )

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** Installs a gateway where that is still to be done, starts an emulator, and the gateway in front of it. */
export async function start(gateway: Gateway): Promise<Running> {
  const { folder, ms } = await installed(gateway)
  const emulator = await startEmulator()
  const run = mkdtempSync(join(tmpdir(), `interop-${gateway.name}-`))
  const port = await freePort()
  const { command, args, env, ready } = await gateway.command({ folder, run, port, emulator })
  const begun = performance.now()
  const output = createWriteStream(join(run, 'log'))
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts'), command, ...args], {
    cwd: run,
    env: { PATH: process.env['PATH'], HOME: run, NO_COLOR: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  keeper.stdout.pipe(output, { end: false })
  keeper.stderr.pipe(output, { end: false })
  const log = (): string => readFileSync(join(run, 'log'), 'utf8')
  const ended = once(keeper, 'exit')

  async function stop(): Promise<void> {
    keeper.stdin.end()
    await ended
    output.end()
    await once(output, 'close')
    await emulator.close()
    rmSync(run, { recursive: true, force: true })
  }

  while (!(await answers(ready))) {
    const isOver = keeper.exitCode !== null || performance.now() - begun > 120_000
    if (!isOver) {
      await setTimeout(100)
      continue
    }
    const said = log().split('\n').slice(-40).join('\n')
    await stop()
    throw new Error(`${gateway.name} did not become ready in ${seconds(performance.now() - begun)}:\n${said}`)
  }
  const readyMs = performance.now() - begun
  const how = ms > 0 ? `installed in ${seconds(ms)}` : 'installed before'
  console.log(`${gateway.name}: ${gateway.pins.join(', ')}; ${how}, ready after ${seconds(readyMs)}`)
  keep(`interop-${gateway.name}`, { pins: gateway.pins, installMs: Math.round(ms), readyMs: Math.round(readyMs) })
  return { url: `http://127.0.0.1:${port}`, emulator, log, stop }
}
