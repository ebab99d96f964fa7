import { posix } from 'node:path'
import { parse } from './syntax.ts'
import type { Repo } from './repo.ts'
import type { Node, Source } from './syntax.ts'

/** A name that a module exports. */
export interface Exported {
  readonly name: string
  /** Where it stands; several for overloads and merged declarations. None for what comes from another package. */
  readonly declarations: readonly Declaration[]
  /** The other package and its name there; the name is `*` for everything. */
  readonly from?: { readonly specifier: string; readonly name: string }
}

/** One declaration: the statement for its comment, the declared thing for its text. */
export interface Declaration {
  readonly source: Source
  readonly statement: Node
  readonly node: Node
}

/** What the modules of a listing export, following re-exports inside the listing. */
export function exportReader(repo: Repo): (path: string) => Exported[] {
  const sources = new Map<string, Source>()
  const paths = new Set(repo.paths)
  /** What is not there is the type check's to report: it names the place better. */
  const resolve = (source: Source, specifier: string): string | undefined => {
    const path = specifier.startsWith('.') ? posix.join(posix.dirname(source.path), specifier) : undefined
    return path !== undefined && paths.has(path) ? path : undefined
  }
  const sourceOf = (path: string): Source => {
    const source = sources.get(path) ?? parse(path, repo.read(path))
    sources.set(path, source)
    return source
  }

  const exportsOf = (path: string): Exported[] => {
    const source = sourceOf(path)
    return merged(source.program.body.flatMap((statement) => exportedBy(source, statement)))
  }

  function exportedBy(source: Source, statement: Node): Exported[] {
    switch (statement.type) {
      case 'ExportAllDeclaration': {
        const as = statement['exported'] as Node | null
        return as
          ? [follow(source, text(statement['source']), '*', text(as))]
          : everything(source, text(statement['source']))
      }
      case 'ExportDefaultDeclaration': {
        const node = statement['declaration'] as Node
        return [
          node.type === 'Identifier'
            ? local(source, text(node), 'default')
            : declared('default', source, statement, node),
        ]
      }
      case 'ExportNamedDeclaration': {
        const node = statement['declaration'] as Node | null
        if (node) return namesOf(node).map((name) => declared(name, source, statement, node))
        const from = statement['source'] as Node | null
        return (statement['specifiers'] as Node[]).map((specifier) => {
          const [name, as] = [text(specifier['local']), text(specifier['exported'])]
          return from ? follow(source, text(from), name, as) : local(source, name, as)
        })
      }
      default:
        return []
    }
  }

  function everything(source: Source, specifier: string): Exported[] {
    const path = resolve(source, specifier)
    return path
      ? exportsOf(path).filter(({ name }) => name !== 'default')
      : [{ name: '*', declarations: [], from: { specifier, name: '*' } }]
  }

  function follow(source: Source, specifier: string, name: string, as: string): Exported {
    const path = resolve(source, specifier)
    const found = path && name !== '*' ? exportsOf(path).find((entry) => entry.name === name) : undefined
    return found ? { ...found, name: as } : { name: as, declarations: [], from: { specifier, name } }
  }

  function local(source: Source, name: string, as: string): Exported {
    const found: Declaration[] = []
    for (const statement of source.program.body) {
      if (statement.type === 'ImportDeclaration') {
        const specifier = (statement['specifiers'] as Node[]).find((entry) => text(entry['local']) === name)
        if (specifier) return follow(source, text(statement['source']), importedName(specifier), as)
      }
      const node = (statement['declaration'] ?? statement) as Node
      if (namesOf(node).includes(name)) found.push({ source, statement, node })
    }
    return { name: as, declarations: found }
  }

  return exportsOf
}

function declared(name: string, source: Source, statement: Node, node: Node): Exported {
  return { name, declarations: [{ source, statement, node }] }
}

function merged(entries: readonly Exported[]): Exported[] {
  const byName = new Map<string, Exported>()
  for (const entry of entries) {
    const key = entry.name === '*' ? `* ${entry.from?.specifier}` : entry.name
    const before = byName.get(key)
    byName.set(key, before ? { ...entry, declarations: [...before.declarations, ...entry.declarations] } : entry)
  }
  return [...byName.values()]
}

function namesOf(node: Node): string[] {
  if (node.type === 'VariableDeclaration') return (node['declarations'] as Node[]).map(({ id }) => text(id))
  return node['id'] ? [text(node['id'])] : []
}

function importedName(specifier: Node): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default'
  return specifier.type === 'ImportNamespaceSpecifier' ? '*' : text(specifier['imported'])
}

/** The name of an identifier, the value of a string. */
function text(node: unknown): string {
  const { name, value } = node as { name?: string; value?: string }
  return String(name ?? value)
}
