import { exportReader } from './exports.ts'
import { entriesOf, packagesOf } from './packages.ts'
import type { Exported } from './exports.ts'
import type { Package } from './packages.ts'
import type { Finding, Repo } from './repo.ts'
import type { Node, Source } from './syntax.ts'

/** Every committed `api.md` says what the package exports. `declarations` has the emitted types under the sources' names. */
export function surface(repo: Repo, declarations: Repo): Finding[] {
  return Object.entries(surfaces(repo, declarations)).flatMap(([path, text]) =>
    repo.paths.includes(path) && repo.read(path) === text
      ? []
      : [
          {
            path,
            message: 'is not the public surface of the package; run `pnpm check --write` and look at the difference.',
          },
        ],
  )
}

/** The text of each published package's `api.md`, by path. */
export function surfaces(repo: Repo, declarations: Repo): Record<string, string> {
  const exportsOf = exportReader(declarations)
  return Object.fromEntries(
    packagesOf(repo).map((pack) => [
      `${pack.folder}/api.md`,
      apiOf(pack, (file) => exportsOf(`${pack.folder}/${file}`)),
    ]),
  )
}

function apiOf(pack: Package, exportsOf: (file: string) => Exported[]): string {
  const sections = entriesOf(pack).map(({ subpath, file }) => {
    const entries = exportsOf(file).toSorted((a, b) => (a.name < b.name ? -1 : 1))
    return `## ${pack.name}${subpath.slice(1)}\n\n\`\`\`ts\n${entries.map(signature).join('\n')}\n\`\`\`\n`
  })
  return `# Public surface of ${pack.name}\n\nMade by \`pnpm check --write\` from the declarations; a change here is a change for users.\n\n${sections.join('\n')}`
}

function signature({ name, declarations, from }: Exported): string {
  if (from)
    return from.name === '*' && name === '*'
      ? `export * from '${from.specifier}'`
      : `export { ${rename(from.name, name)} } from '${from.specifier}'`
  return [...new Set(declarations.map(({ source, node }) => declaration(source, node, name)))].join('\n')
}

function declaration(source: Source, node: Node, name: string): string {
  const own = (node['id'] as { name?: string } | null)?.name
  const text = bare(source, node)
    .replace(/^declare /, '')
    .replace(/;$/, '')
  if (node.type === 'VariableDeclaration') return variable(source, node, name)
  return own === name || own === undefined ? text : `${name} = ${text}`
}

/** One constant of a declaration that may hold several, under the name that it is exported by. */
function variable(source: Source, node: Node, name: string): string {
  const all = (node['declarations'] as Node[]).map((each) => {
    const id = each['id'] as { name: string }
    return { own: id.name, text: bare(source, each) }
  })
  const each = all.find(({ own }) => own === name) ?? all[0]!
  return each.own === name ? `const ${each.text}` : `${name} = const ${each.text}`
}

function rename(name: string, as: string): string {
  return name === as ? name : `${name} as ${as}`
}

/** The text of a node without its comments and without the empty lines that they leave. */
function bare(source: Source, node: Node): string {
  let text = ''
  let at = node.start
  for (const { start, end } of source.comments) {
    if (start < at || end > node.end) continue
    text += source.text.slice(at, start)
    at = end
  }
  text += source.text.slice(at, node.end)
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '')
    .join('\n')
}
