import { basename, resolve } from 'node:path'
import { spawnSync } from 'node:child_process'
import { answersOf } from './answers.ts'
import { checkFree, writeFolder } from './write.ts'
import { checkReachable } from './reach.ts'
import { fromTemplate, manifestOf, ownManifest, readTemplate } from './template.ts'
import { help } from './help.ts'
import { isRefusal, refuse } from './refusal.ts'
import { outsideFiles } from './outside.ts'
import { readArguments } from './arguments.ts'
import type { Answers, Said } from './answers.ts'
import type { Arguments } from './arguments.ts'
import type { Files } from './template.ts'

/** What the command needs of the outside world. */
export interface World {
  readonly cwd: string
  readonly out: (text: string) => void
  readonly note: (text: string) => void
  /** Asks a person; absent where none sits there. */
  readonly ask?: (said: Said) => Promise<Said>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly year: number
}

/** Runs the command and answers its exit code: 0 when the package is there, 1 with one line on what was wrong. */
export async function run(args: readonly string[], world: World): Promise<number> {
  try {
    const given = readArguments(args)
    if (given.help) world.out(help)
    else if (given.version) world.out(`${ownManifest().version}\n`)
    else if (given.recordInto !== undefined) await recordInto(resolve(world.cwd, given.recordInto), world)
    else await create(given.yes ? given.said : await asked(given.said, world), given, world)
    return 0
  } catch (error) {
    if (!isRefusal(error) && !(error as NodeJS.ErrnoException).syscall) throw error
    world.note(`create-llmrr-provider: ${(error as Error).message}\n`)
    return 1
  }
}

function asked(said: Said, { ask }: World): Promise<Said> | never {
  return ask ? ask(said) : refuse('There is nobody to ask here: pass --yes, and options for what is not the default.')
}

async function create(said: Said, { directory, checked, record }: Arguments, world: World): Promise<void> {
  const answers = answersOf(said)
  const folder = resolve(world.cwd, directory ?? basename(answers.packageName))
  checkFree(folder)
  if (record) checkKey(answers, world)
  if (record || (checked && said.baseURL !== undefined)) await checkReachable(answers.baseURL)
  const files = packageFiles(answers, world.year)
  await writeFolder(folder, files, async (sibling) => {
    if (!record) return
    install(sibling, world)
    await recordInto(sibling, world)
  })
  world.out(`${answers.packageName} is in ${folder}: ${Object.keys(files).length} files. Next:
  cd ${folder}
  pnpm install
  pnpm test
`)
}

/** Refuses to record without a key, before anything is written. */
export function checkKey({ keyVariable }: Answers, { env }: Pick<World, 'env'>): void {
  if (!env[keyVariable]) refuse(`There is no key to record with: set ${keyVariable}.`)
}

function install(folder: string, { env, note }: World): void {
  // As `pnpm create` and its like tell: `pnpm/12.0.0 npm/? node/v24...`.
  const manager = /^(?:pnpm|yarn|bun)(?=\/)/.exec(env['npm_config_user_agent'] ?? '')?.[0] ?? 'npm'
  note(`installing with ${manager} ...\n`)
  const { status, stdout, stderr } = spawnSync(manager, ['install'], { cwd: folder, encoding: 'utf8' })
  if (status !== 0) refuse(`${manager} install failed: ${`${stderr}${stdout}`.trim().split('\n').at(-1)}`)
}

async function recordInto(folder: string, { env, note }: World): Promise<void> {
  const today = new Date().toISOString().slice(0, 10)
  const { record } = await import('./record/record.ts')
  const written = await record({ folder, env, today, note: (text) => note(`${text}\n`) })
  if (written.length === 0) refuse('Nothing was recorded: the service answered none of the questions as it should.')
}

/** The files of a package that stands alone. @throws a refusal where the generator itself is not the published one. */
function packageFiles(answers: Answers, year: number): Files {
  const template = readTemplate(answers.format)
  const made = fromTemplate(template, answers, 'outside')
  return { ...outsideFiles(readTemplate('project'), manifestOf(template), ownManifest(), answers, year), ...made }
}
