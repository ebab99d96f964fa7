import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readFigures } from './figures.ts'
import { report } from './report.ts'

// Runs what proves the adapters, gathers its figures and writes VERIFICATION.md. Benchmarks take minutes, so the figures of
// the last `pnpm bench` are used. `--report` only writes, from the figures of the last run.
const root = join(import.meta.dirname, '../../..')
const folder = join(root, '.cache/verify')
const vitest = join(root, 'node_modules/.bin/vitest')

const proofs: readonly (readonly [what: string, args: readonly string[]])[] = [
  ['laws, mutation, parity, canary, emulator', ['run', 'conformance', 'parity', 'laws/mutation', 'tooling/verify']],
  ['recordings', ['run', '--config', 'vitest.wire.config.ts']],
  [
    'real gateways',
    [
      'run',
      '--config',
      'vitest.interop.config.ts',
      '--reporter=json',
      `--outputFile=${join(folder, 'interop-tests.json')}`,
    ],
  ],
]

let failed = false
if (!process.argv.includes('--report')) {
  rmSync(folder, { recursive: true, force: true })
  for (const [what, args] of proofs) {
    process.stdout.write(`${what} ...\n`)
    const { status, stdout, stderr } = spawnSync(vitest, [...args, '--reporter=dot'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, LLMRR_VERIFY: folder },
    })
    failed ||= status !== 0
    process.stdout.write(status === 0 ? `${what}: passed\n` : `${stdout}${stderr}${what}: failed\n`)
  }
}
writeFileSync(join(root, 'VERIFICATION.md'), report(readFigures(folder)))
process.stdout.write('VERIFICATION.md is written.\n')
process.exitCode = failed ? 1 : 0
