import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryRepo } from '../../checks/src/repo.ts'
import { leaks } from '../../checks/src/leaks.ts'
import { pack, planted, published } from './pack.ts'

// What npm would get: every archive passes publint and attw, and holds no machine path and no key.
const bin = join(import.meta.dirname, '../node_modules/.bin')
const folder = mkdtempSync(join(tmpdir(), 'llmrr-packages-'))
let failed = 0
try {
  for (const slug of published()) {
    const archive = pack(slug, folder)
    const problems = [
      run('publint', ['run', archive, '--strict']),
      run('attw', [archive, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji', '--no-color']),
      leaksOf(archive),
    ].filter((text) => text !== '')
    console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} packages/${slug}`)
    for (const text of problems) console.log(text)
    failed += problems.length
  }
} finally {
  rmSync(folder, { recursive: true })
}
process.exitCode = failed === 0 ? 0 : 1

/** What a tool says when it is not content; nothing when it is. */
function run(tool: string, args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(join(bin, tool), args, { encoding: 'utf8' })
  if (error) throw error
  return status === 0 ? '' : `${tool}:\n${stdout}${stderr}`
}

function leaksOf(archive: string): string {
  const unpacked = mkdtempSync(join(folder, 'unpacked-'))
  execFileSync('tar', ['-xzf', archive, '-C', unpacked])
  const paths = readdirSync(unpacked, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const texts = Object.fromEntries(paths.map((path) => [path.slice(unpacked.length + 1), readFileSync(path, 'utf8')]))
  const found = leaks(memoryRepo(texts)).map(({ path, line, message }) => `${path}:${line} ${message}`)
  const canaries = Object.entries(texts).flatMap(([path, text]) =>
    Object.entries(planted)
      .filter(([, value]) => text.includes(value))
      .map(([name]) => `${path} holds what stood in ${name} while it was packed.`),
  )
  return [...found, ...canaries].join('\n')
}
