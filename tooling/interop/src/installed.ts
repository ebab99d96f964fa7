import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Gateway } from './gateway.ts'

/** Kept between runs, and of no interest to git or to the workspace's lockfile. */
const root = join(import.meta.dirname, '../../../.cache/interop')

/** Installs a gateway unless it already is, and answers where, and in which time. */
export async function installed(gateway: Gateway): Promise<{ readonly folder: string; readonly ms: number }> {
  const folder = join(root, gateway.name)
  const stamp = join(folder, 'installed.json')
  const wanted = JSON.stringify(gateway.pins)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return { folder, ms: 0 }
  const start = performance.now()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await gateway.install(folder)
  // Last, so that an installation that broke off is begun anew.
  writeFileSync(stamp, wanted)
  return { folder, ms: performance.now() - start }
}
