import { parseArgs } from 'node:util'
import { usageError } from './usage-error.ts'
import type { ParseArgsConfig } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>

/** Parses options and positionals. @throws UsageError in one line for an unknown or incomplete option. */
export function parse<const O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    const what = (error as Error).message
      .split('\n')[0]!
      .replace(/\. To specify .*$/, '.')
      .replace(/\.$/, '')
    throw usageError(`${what}; llmrr help has the options of each command.`)
  }
}

/** A number from an option. @throws UsageError that names the option for anything else. */
export function numberOption(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number) || number < 0)
    throw usageError(`--${name} takes a number from 0, not ${JSON.stringify(value)}.`)
  return number
}
