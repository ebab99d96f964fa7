import { parseArgs } from 'node:util'
import { refuse } from './refusal.ts'
import type { Said } from './answers.ts'

/** What the command was called with. */
export interface Arguments {
  readonly said: Said
  /** Where the package goes. Default: a folder of its name, here. */
  readonly directory?: string | undefined
  /** Whether a base URL that was named must answer. */
  readonly checked: boolean
  /** Whether the live service is asked, and its answers kept as fixtures. */
  readonly record: boolean
  /** A package that is there already, to record into. */
  readonly recordInto?: string | undefined
  /** Nothing is asked; defaults stand where nothing is said. */
  readonly yes: boolean
  readonly help: boolean
  readonly version: boolean
}

const options = {
  name: { type: 'string' },
  title: { type: 'string' },
  'base-url': { type: 'string' },
  'key-variable': { type: 'string' },
  format: { type: 'string' },
  capabilities: { type: 'string' },
  model: { type: 'string' },
  scope: { type: 'string' },
  directory: { type: 'string' },
  'no-check': { type: 'boolean' },
  record: { type: 'boolean' },
  'record-into': { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

/** Reads the command line. @throws a refusal for what it does not know. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parsed(args)
  const [first, second] = positionals
  if (second !== undefined) refuse(`"${second}" is one word too many; there is one name, and options begin with --.`)
  return {
    said: {
      name: values.name ?? first,
      title: values.title,
      baseURL: values['base-url'],
      keyVariable: values['key-variable'],
      format: values.format,
      capabilities: values.capabilities,
      model: values.model,
      scope: values.scope,
    },
    directory: values.directory,
    checked: !values['no-check'],
    record: values.record ?? false,
    recordInto: values['record-into'],
    yes: values.yes ?? false,
    help: values.help ?? false,
    version: values.version ?? false,
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    return refuse(`${(error as Error).message.split('. ')[0]}. See --help.`)
  }
}
