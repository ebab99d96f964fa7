import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { formats } from './formats.ts'
import { withRegions } from './regions.ts'
import { withinWidth, withoutUnusedImports } from './layout.ts'
import { checkIdentifier, renamed, withPath } from './words.ts'
import type { Answers } from './answers.ts'
import type { Manifest } from './manifest.ts'

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

/** The manifest of this package, which lies beside the folder of this file, in the workspace and when installed. */
export const ownManifest = (): Manifest =>
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Manifest

/** The manifest of a template. */
export const manifestOf = (template: Files): Manifest => JSON.parse(template['package.json'] ?? '{}') as Manifest

/** Source, tests and README of a template with the given names and capabilities. Pure; its conventions are added elsewhere. */
export function fromTemplate(template: Files, answers: Answers, place: Place): Files {
  const isLeftOut = leftOut(answers)
  const kept = (region: string): boolean =>
    region === 'inside' || region === 'outside' ? region === place : !isLeftOut(region)
  const own = Object.entries(template).filter(
    ([path]) =>
      /^(?:src|test)\/|^README\.md$/.test(path) &&
      // Inside, the repository's own check does this for all READMEs.
      (place === 'outside' || path !== 'test/readme.test.ts') &&
      !offered(answers).some((name) => isLeftOut(name) && isAbout(path, name)),
  )
  checkIdentifier(own.flatMap(([path, text]) => (path.endsWith('.ts') ? [text] : [])).join('\n'), answers)
  return Object.fromEntries(
    own.map(([path, text]) => {
      const code = path.endsWith('.ts')
      const chosen = withRegions(text, kept)
      if (code) return [path, withinWidth(renamed(withoutUnusedImports(chosen), code, answers))]
      const named = renamed(chosen, code, answers)
      if (path === 'README.md') return [path, withoutRows(named, isLeftOut)]
      return [path, path.endsWith('.fixture') ? withPath(named, answers) : named]
    }),
  )
}

/** The table of capabilities has a row for each that the template offers. */
const withoutRows = (readme: string, isLeftOut: (name: string) => boolean): string =>
  readme.replaceAll(/^\| `(\w+)` \|.*\n/gm, (row, name: string) => (isLeftOut(name) ? '' : row))

const offered = ({ format }: Answers): readonly string[] => formats[format].capabilities

const leftOut =
  (answers: Answers) =>
  (name: string): boolean =>
    offered(answers).includes(name) && !answers.capabilities.includes(name)

/** `src/embed.ts` and `test/fixtures/embed-many.fixture` are about `embed`; what is known of models without asking always stays. */
function isAbout(path: string, capability: string): boolean {
  const word =
    capability === 'models' ? 'list-models' : capability.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return new RegExp(`/${word}(?:-[^/]*)?\\.[^/]+$`).test(path)
}
