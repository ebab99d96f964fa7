import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogue } from './catalogue.ts'
import { emitDeclarations } from './declarations.ts'
import { docComments } from './doc-comments.ts'
import { floors } from './floors.ts'
import { leaks, lockfile } from './leaks.ts'
import { manifests } from './manifests.ts'
import { packageFiles } from './package-files.ts'
import { purity } from './purity.ts'
import { gitRepo, overlay } from './repo.ts'
import { shown } from './shown.ts'
import { surface, surfaces } from './surface.ts'
import type { Check, Finding } from './repo.ts'

const root = join(import.meta.dirname, '../../..')
const onDisk = gitRepo(root)
const declarations = emitDeclarations(root)

let repo = onDisk
// Folders of packages after `--write` say which are written; without any, all are.
const [option, ...only] = process.argv.slice(2)
const write = option === '--write'
if (write) {
  const written = Object.fromEntries(
    Object.entries(surfaces(repo, declarations)).filter(
      ([path]) => only.length === 0 || only.some((folder) => path.startsWith(`packages/${folder}/`)),
    ),
  )
  for (const [path, text] of Object.entries(written)) writeFileSync(join(root, path), text)
  repo = overlay(repo, written)
}

const checks: Readonly<Record<string, Check>> = {
  'the same files in every package': packageFiles,
  'the same fields in every package.json': manifests,
  'imports go down the floors': floors,
  'no clock, chance, environment, timer or network but the host': purity,
  'a doc comment on every public export': docComments,
  'the public surface is the committed one': (listing) => surface(listing, declarations),
  'the catalogue is what was generated, and sound': catalogue(root),
  'what the READMEs and pages show is run or generated': shown(root, write, only),
  'no machine path, registry host or key': leaks,
  'a lockfile for every registry': lockfile,
}

let failed = 0
for (const [title, check] of Object.entries(checks)) {
  const findings = check(repo)
  console.log(`${findings.length === 0 ? 'ok  ' : 'FAIL'} ${title}`)
  for (const finding of findings) console.log(`     ${describe(finding)}`)
  failed += findings.length
}
console.log(failed === 0 ? `All ${Object.keys(checks).length} checks hold.` : `${failed} findings.`)
process.exitCode = failed === 0 ? 0 : 1

function describe({ path, line, message }: Finding): string {
  return `${path}${line === undefined ? '' : `:${line}`} ${message}`
}
