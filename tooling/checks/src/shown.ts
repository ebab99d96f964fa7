import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Check } from './repo.ts'

/** What the READMEs and the pages show is code that is run, and their tables are what is generated. `only` says of which packages to write. */
export const shown =
  (root: string, write: boolean, only: readonly string[] = []): Check =>
  () => {
    const command = 'apps/docs/src/check.ts'
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, command), ...(write ? ['--write', ...only] : [])],
      {
        encoding: 'utf8',
      },
    )
    if (status === 0) return []
    return `${stdout}${stderr}`
      .split('\n')
      .filter(Boolean)
      .map((message) => ({ path: command, message }))
  }
