import { basename, resolve } from 'node:path'
import { answersOf } from './answers.ts'
import { checkFree, writeFolder } from './write.ts'
import { checkReachable } from './reach.ts'
import { fromTemplate, manifestOf, ownManifest, readTemplate } from './template.ts'
import { help } from './help.ts'
import { isRefusal, refuse } from './refusal.ts'
import { outsideFiles } from './outside.ts'
import { readArguments } from './arguments.ts'
import type { Answers } from './answers.ts'
import type { Files } from './template.ts'
import type { Said } from './answers.ts'

/** What the command needs of the outside world. */
export interface World {
  readonly cwd: string
  readonly out: (text: string) => void
  readonly note: (text: string) => void
  /** Asks a person; absent where none sits there. */
  readonly ask?: (said: Said) => Promise<Said>
  readonly year: number
}

/** Runs the command and answers its exit code: 0 when the package is there, 1 with one line on what was wrong. */
export async function run(args: readonly string[], world: World): Promise<number> {
  try {
    const { said, yes, help: wantsHelp, version, directory, checked } = readArguments(args)
    if (wantsHelp) world.out(help)
    else if (version) world.out(`${ownManifest().version}\n`)
    else await create(yes ? said : await asked(said, world), directory, checked, world)
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

async function create(said: Said, directory: string | undefined, checked: boolean, world: World): Promise<void> {
  const answers = answersOf(said)
  const folder = resolve(world.cwd, directory ?? basename(answers.packageName))
  checkFree(folder)
  if (checked && said.baseURL !== undefined) await checkReachable(answers.baseURL)
  const files = packageFiles(answers, world.year)
  writeFolder(folder, files)
  world.out(`${answers.packageName} is in ${folder}: ${Object.keys(files).length} files. Next:
  cd ${folder}
  pnpm install
  pnpm test
`)
}

/** The files of a package that stands alone. @throws a refusal where the generator itself is not the published one. */
export function packageFiles(answers: Answers, year: number): Files {
  const template = readTemplate(answers.format)
  const made = fromTemplate(template, answers, 'outside')
  return { ...outsideFiles(readTemplate('project'), manifestOf(template), ownManifest(), answers, year), ...made }
}
