import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { runIn } from '../run-in.ts'
import type { Gateway } from '../gateway.ts'

// With newer ones the published gateway answers 500 to every stream: Portkey-AI/gateway#1389.
const overrides = { hono: '4.9.7', '@hono/node-server': '1.13.5' }
const version = '1.15.2'

/** Portkey's open-source gateway, as npm has it. */
export const portkeyGateway: Gateway = {
  name: 'portkey',
  pins: [`@portkey-ai/gateway ${version}`, ...Object.entries(overrides).map(([name, version]) => `${name} ${version}`)],
  async install(folder) {
    const dependencies = { '@portkey-ai/gateway': version }
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies, overrides }))
    await runIn(folder, 'npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  },
  async command({ folder, port }) {
    const server = join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js')
    const loopback = join(import.meta.dirname, 'loopback.ts')
    return {
      command: process.execPath,
      args: ['--import', loopback, server, `--port=${port}`, '--headless'],
      ready: `http://127.0.0.1:${port}/`,
    }
  },
}
