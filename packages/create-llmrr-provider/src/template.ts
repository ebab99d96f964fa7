import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { formats } from './formats.ts'
import { withRegions } from './regions.ts'
import { withoutUnusedImports } from './imports.ts'
import { checkIdentifier, renamed, withPath } from './words.ts'
import type { Answers } from './answers.ts'
import type { FormatName } from './formats.ts'

/** Texts by path, with slashes. */
export type Files = Readonly<Record<string, string>>

/** Where the package is to stand: alone, or in the workspace of LLMRR itself. */
export type Place = 'inside' | 'outside'

const folder = join(import.meta.dirname, '../templates')

/** The files under a folder of the templates. What installs and builds leave there is not read. */
export function readTemplate(name: string): Files {
  const at = join(folder, name)
  const paths = readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(at.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !/(?:^|\/)(?:node_modules|dist|\.turbo)\//.test(path))
  return Object.fromEntries(paths.toSorted().map((path) => [path, readFileSync(join(at, path), 'utf8')]))
}

/** Source, tests and README of a template with the given names and capabilities. Pure; its conventions are added elsewhere. */
export function fromTemplate(template: Files, answers: Answers, place: Place): Files {
  const isLeftOut = leftOut(answers)
  const kept = (region: string): boolean =>
    region === 'inside' || region === 'outside' ? region === place : !isLeftOut(region)
  const own = Object.entries(template).filter(
    ([path]) => /^(?:src|test)\/|^README\.md$/.test(path) && !isLeftOut(firstWord(path)),
  )
  checkIdentifier(own.flatMap(([path, text]) => (path.endsWith('.ts') ? [text] : [])).join('\n'), answers)
  return Object.fromEntries(
    own.map(([path, text]) => {
      const code = path.endsWith('.ts')
      const chosen = withRegions(text, kept)
      const named = renamed(code ? withoutUnusedImports(chosen) : chosen, code, answers)
      return [path, path.endsWith('.fixture') ? withPath(named, answers) : named]
    }),
  )
}

// `test/fixtures/embed-many.fixture` is about `embed`.
const firstWord = (path: string): string => /([a-zA-Z]+)[^/]*$/.exec(path)?.[1] ?? ''

function leftOut({ format, capabilities }: Answers): (name: string) => boolean {
  const offered: readonly string[] = formats[format as FormatName].capabilities
  return (name) => offered.includes(name) && !capabilities.includes(name)
}
