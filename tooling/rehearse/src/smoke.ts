import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '@llmrr/testing/emulator'
import { firstChat, install } from './alone.ts'
import { installedIn } from './installed.ts'
import { pack, published } from './pack.ts'
import { strangersIn } from './strangers.ts'
import type { Archives } from './alone.ts'

// A user's first day, once for each provider or for those that are named: in a new folder outside the workspace, core and
// that provider alone are installed from their archives, a program against them passes the type check, and it chats with
// the emulator. What comes with it is counted, and nothing of another service may be among it.
const only = process.argv.slice(2)
const all = published().flatMap((name) => /^provider-(?!kit$)(.+)$/.exec(name)?.[1] ?? [])
const waiting = all.filter((slug) => only.length === 0 || only.includes(slug))
const folder = mkdtempSync(join(tmpdir(), 'llmrr-smoke-'))
const emulator = await startEmulator()
const problems: string[] = []
try {
  const packed = ['core', 'provider-kit', ...waiting.map((slug) => `provider-${slug}`)]
  const archives = Object.fromEntries(packed.map((name) => [`@llmrr/${name}`, `file:${pack(name, folder)}`]))
  await install(join(folder, 'kit'), ['@llmrr/core', '@llmrr/provider-kit'], archives)
  const shared = new Set(installedIn(join(folder, 'kit')).map(({ name }) => name))
  console.log(`ok   ${packed.length} packages packed; core and the kit bring in ${shared.size} packages`)

  console.log(row('provider', 'packages', 'KiB', 'said'))
  const works = async (): Promise<void> => {
    for (let slug = waiting.shift(); slug !== undefined; slug = waiting.shift()) {
      try {
        console.log(await line(slug, archives, shared))
      } catch (error) {
        problems.push(`${slug}: ${(error as Error).message}`)
      }
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, works))
} finally {
  await emulator.close()
  rmSync(folder, { recursive: true })
}
for (const problem of problems) console.log(`FAIL ${problem}`)
process.exitCode = problems.length === 0 ? 0 : 1

async function line(slug: string, archives: Archives, shared: ReadonlySet<string>): Promise<string> {
  const project = join(folder, slug)
  await install(project, ['@llmrr/core', `@llmrr/provider-${slug}`], archives)
  const installed = installedIn(project)
  const brought = installed.filter(({ name }) => !shared.has(name) && name !== `@llmrr/provider-${slug}`)
  problems.push(
    ...strangersIn(
      slug,
      brought.map(({ name }) => name),
    ),
  )
  const text = await firstChat(project, slug, emulator)
  const bytes = installed.reduce((total, one) => total + one.bytes, 0)
  return row(slug, installed.length, Math.round(bytes / 1024), text?.replaceAll(/\s+/g, ' ') ?? '(not emulated)')
}

function row(slug: string, packages: string | number, kib: string | number, said: string): string {
  return `${slug.padEnd(20)}${String(packages).padStart(9)}${String(kib).padStart(8)}  ${said.slice(0, 60)}`
}
