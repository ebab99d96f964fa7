import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '@llmrr/testing/emulator'
import { pack, root } from './pack.ts'
import { runIn } from './run-in.ts'

// A user's first day: in a new folder outside the workspace, core and one provider are installed from their archives,
// a program against them passes the type check, and it chats with the emulator.
const packages = ['core', 'provider-kit', 'provider-openai', 'provider-cohere']
// What only the clouds' providers may bring in.
const cloudLibraries = ['@azure/msal-node', 'google-auth-library', '@aws-sdk', '@smithy']
const folder = mkdtempSync(join(tmpdir(), 'llmrr-smoke-'))
const emulator = await startEmulator()
try {
  const archives = packages.map((slug) => [`@llmrr/${slug}`, `file:${pack(slug, folder)}`])
  const manifest = { name: 'consumer', private: true, type: 'module', dependencies: Object.fromEntries(archives) }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  cpSync(join(import.meta.dirname, '../consumer'), folder, { recursive: true })
  await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'])
  console.log(`ok   ${packages.length} packages install alone, outside the workspace`)
  const brought = cloudLibraries.filter((name) => existsSync(join(folder, 'node_modules', name)))
  if (brought.length > 0) throw new Error(`${packages.join(', ')} bring in ${brought.join(', ')}.`)
  console.log('ok   they bring in none of the libraries of the clouds')
  await run(join(root, 'node_modules/.bin/tsc'), ['-p', '.'])
  console.log('ok   a program against them passes the type check')

  const said = JSON.parse(await run(process.execPath, ['app.ts'], emulator.env())) as Record<string, unknown>
  const wrong = Object.entries(said).filter(([, value]) => !value)
  if (wrong.length > 0)
    throw new Error(`The chat lacks ${wrong.map(([field]) => field).join(', ')}: ${JSON.stringify(said)}`)
  if (emulator.requests.length !== 2) throw new Error(`The emulator saw ${emulator.requests.length} requests, not 2.`)
  console.log(`ok   it chats and streams through the emulator: ${JSON.stringify(said['text']).slice(0, 80)}`)
} finally {
  await emulator.close()
  rmSync(folder, { recursive: true })
}

function run(command: string, args: string[], env: Readonly<Record<string, string | undefined>> = {}): Promise<string> {
  return runIn(folder, command, args, env)
}
