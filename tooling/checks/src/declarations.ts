import { execFileSync } from 'node:child_process'
import { globSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { memoryRepo } from './repo.ts'
import type { Repo } from './repo.ts'

/**
 * The types of every package as `tsc` emits them, in one program. A file stands under the name of its source, so that
 * `./parts.ts` in it leads where it should. Sources with type errors still give declarations; `pnpm types` reports them.
 */
export function emitDeclarations(root: string): Repo {
  const out = join(root, 'node_modules/.cache/llmrr-declarations')
  rmSync(out, { recursive: true, force: true })
  const tsc = join(root, 'node_modules/.bin/tsc')
  try {
    execFileSync(tsc, ['-p', 'tooling/checks/tsconfig.declarations.json', '--outDir', out], {
      cwd: root,
      stdio: 'pipe',
    })
  } catch (error) {
    const { stdout } = error as { stdout?: Buffer }
    const files = globSync('*/src/index.d.ts', { cwd: out })
    if (files.length === 0)
      throw new Error(`tsc emitted no declarations: ${stdout?.toString().trim()}`, { cause: error })
  }
  const files = globSync('*/src/**/*.d.ts', { cwd: out }).map((file) => file.replaceAll('\\', '/'))
  return memoryRepo(
    Object.fromEntries(
      files.map((file) => [`packages/${file.replace(/\.d\.ts$/, '.ts')}`, readFileSync(join(out, file), 'utf8')]),
    ),
  )
}
