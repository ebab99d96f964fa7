import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes figures of a run as `<name>.json` into the folder that `LLMRR_VERIFY` names; without it, nothing. `pnpm verify`
 * reads them.
 */
export function keep(name: string, figures: unknown): void {
  const folder = process.env['LLMRR_VERIFY']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(figures, null, 2)}\n`)
}
