import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answersOf } from '../answers.ts'
import { checkFree, writeFolder } from '../write.ts'
import { checkKey } from '../run.ts'
import { checkReachable } from '../reach.ts'
import { fromTemplate, manifestOf, readTemplate } from '../template.ts'
import { insideChangeset, insideFiles, insideName } from './inside.ts'
import { isRefusal } from '../refusal.ts'
import { options } from '../help.ts'
import { readArguments } from '../arguments.ts'
import { record } from '../record/record.ts'

// `pnpm new:provider`: a provider in this workspace, from the templates that the published generator carries.
const root = join(import.meta.dirname, '../../../..')

async function create(args: readonly string[]): Promise<void> {
  const { said, help, record: isRecorded } = readArguments(args)
  if (help) return console.log(usage)
  const made = answersOf(said)
  const answers = { ...made, packageName: insideName(made.names.id) }
  const folder = join(root, 'packages', `provider-${answers.names.id}`)
  checkFree(folder)
  if (isRecorded) {
    checkKey(answers, process)
    await checkReachable(answers.baseURL)
  }
  const template = readTemplate(answers.format)
  const today = new Date().toISOString().slice(0, 10)
  await writeFolder(folder, {
    ...fromTemplate(template, answers, 'inside'),
    ...insideFiles(manifestOf(template), answers, today),
  })
  const [changeset, text] = insideChangeset(answers)
  if (!existsSync(join(root, changeset))) writeFileSync(join(root, changeset), text)
  rmSync(join(folder, 'src/models.ts'), { force: true })

  const { id } = answers.names
  step('pnpm', ['install', '--no-frozen-lockfile', '--reporter=silent'])
  step('pnpm', ['exec', 'oxfmt', `packages/provider-${id}`])
  step('pnpm', ['catalogue', id])
  if (isRecorded) await record({ folder, env: process.env, today, note: (text) => console.log(text) })
  check(id)
  console.log(`packages/provider-${id} is there. Next:
  pnpm exec vitest run packages/provider-${id}
  then go through packages/provider-${id}/test/checklist.test.ts with the fact sheet beside it.`)
}

function step(command: string, args: string[]): void {
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${command} ${args.join(' ')}`)
  if (status !== 0) process.exitCode = 1
}

/** The rest of the workspace may be in the middle of other work: only what is said of the new package counts. */
function check(id: string): void {
  const { stdout, stderr } = spawnSync('pnpm', ['run', 'check', '--write', `provider-${id}`], {
    cwd: root,
    encoding: 'utf8',
  })
  // A package of somebody else's that is half there may break it off.
  const whole = /checks hold|\d+ findings/.test(stdout)
  const findings = stdout.split('\n').filter((line) => line.startsWith('  ') && line.includes(`provider-${id}`))
  if (!whole) findings.push(`  it broke off: ${/^\w*Error: .*$/m.exec(stderr)?.[0] ?? stderr}`)
  console.log(findings.length === 0 ? 'ok   pnpm check, of this package' : `FAIL pnpm check\n${findings.join('\n')}`)
  if (findings.length > 0) process.exitCode = 1
}

const usage = `Begins packages/provider-<name> in this workspace: pnpm new:provider --name <name> [options]\n\n${options}`

try {
  await create(process.argv.slice(2))
} catch (error) {
  if (!isRefusal(error)) throw error
  console.error(error.message)
  process.exitCode = 1
}
