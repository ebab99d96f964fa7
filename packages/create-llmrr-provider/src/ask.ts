import { cancel, intro, isCancel, multiselect, select, text } from '@clack/prompts'
import { addressProblem, defaults, scopeProblem, variableProblem } from './answers.ts'
import { formats } from './formats.ts'
import { idProblem, namesOf } from './names.ts'
import { refuse } from './refusal.ts'
import type { FormatName } from './formats.ts'
import type { Readable, Writable } from 'node:stream'
import type { Said } from './answers.ts'

/** Where a person sits. Default: the terminal of this process. */
export interface Seat {
  readonly input?: Readable
  readonly output?: Writable
}

/** Asks for what was not said. Each question has a default, and takes only what would be accepted as a flag. */
export async function ask(said: Said, seat: Seat = {}): Promise<Said> {
  intro('A provider package for LLMRR', seat)
  const name = said.name ?? (await word('What is the provider called?', defaults.name, idProblem, seat))
  refuse(idProblem(name))
  const names = namesOf(name)
  const baseURL = said.baseURL ?? (await word('Where is the service?', defaults.baseURL(names), addressProblem, seat))
  const keyVariable =
    said.keyVariable ??
    (await word('Which variable holds its key?', defaults.keyVariable(names), variableProblem, seat))
  const format = said.format ?? (await chosenFormat(seat))
  const capabilities = said.capabilities ?? (await chosenCapabilities(format as FormatName, seat))
  const scope =
    said.scope ?? (await word('Under which scope? Empty for llmrr-provider-<name>.', '', scopeProblem, seat))
  return { ...said, name, baseURL, keyVariable, format, capabilities, scope }
}

async function word(
  message: string,
  fallback: string,
  problem: (text: string) => string | undefined,
  seat: Seat,
): Promise<string> {
  return answered(
    await text({
      ...seat,
      message,
      placeholder: fallback,
      defaultValue: fallback,
      validate: (given) => problem(given || fallback),
    }),
  )
}

async function chosenFormat(seat: Seat): Promise<string> {
  const options = Object.entries(formats).map(([value, { title }]) => ({ value, label: title }))
  return answered(
    await select({ ...seat, message: 'Which format does it speak?', options, initialValue: defaults.format as string }),
  )
}

async function chosenCapabilities(format: FormatName, seat: Seat): Promise<string> {
  const { capabilities, usual }: { capabilities: readonly string[]; usual: readonly string[] } = formats[format]
  const options = capabilities.map((value) => ({ value }))
  const message = 'What can it do beside chat?'
  return answered(await multiselect({ ...seat, message, options, initialValues: [...usual], required: false })).join(
    ',',
  )
}

function answered<A>(answer: A): Exclude<A, symbol> {
  if (!isCancel(answer)) return answer as Exclude<A, symbol>
  cancel('Nothing was written.')
  return process.exit(130)
}
