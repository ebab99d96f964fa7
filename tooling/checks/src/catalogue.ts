import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Check } from './repo.ts'

/** The generated models of every provider are what the catalogue makes of its overrides, and its default model is served. */
export const catalogue =
  (root: string): Check =>
  () => {
    const command = 'tooling/catalogue/src/main.ts'
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, command), '--check'], {
      encoding: 'utf8',
    })
    if (status === 0) return []
    const lines = `${stdout}${stderr}`.split('\n').filter((line) => line && !/: sound\b/.test(line))
    return lines.map((message) => ({ path: command, message }))
  }
