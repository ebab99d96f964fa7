import { exportReader } from './exports.ts'
import { entriesOf, packagesOf } from './packages.ts'
import { lineOf } from './syntax.ts'
import type { Check, Finding } from './repo.ts'
import type { Node, Source } from './syntax.ts'

/**
 * Every public export has a doc comment, and so has every method of core's interfaces: when it is called, and what it
 * throws, stand in no type. Fields whose name and type say all need none.
 */
export const docComments: Check = (repo) => {
  const exportsOf = exportReader(repo)
  const findings = packagesOf(repo).flatMap((pack) =>
    entriesOf(pack)
      .filter(({ file }) => pack.files.includes(file))
      .flatMap(({ file }) => exportsOf(`${pack.folder}/${file}`))
      .flatMap(({ name, declarations }): Finding[] => {
        const [first] = declarations
        if (!first) return []
        const undocumented = declarations.every(({ source, statement }) => !docBefore(source, statement))
        return [
          ...(undocumented ? [missing(first.source, first.statement, name)] : []),
          ...(pack.floor === 'core' ? declarations.flatMap(({ source, node }) => members(source, node, name)) : []),
        ]
      }),
  )
  return [
    ...new Map(findings.map((finding) => [`${finding.path}:${finding.line} ${finding.message}`, finding])).values(),
  ]
}

function members(source: Source, node: Node, name: string): Finding[] {
  if (node.type !== 'TSInterfaceDeclaration') return []
  return ((node['body'] as Node)['body'] as Node[])
    .filter((member) => member.type === 'TSMethodSignature' && !docBefore(source, member))
    .map((member) => missing(source, member, `${name}.${nameOf(source, member)}`))
}

function nameOf(source: Source, member: Node): string {
  const key = member['key'] as Node | undefined
  return key ? source.text.slice(key.start, key.end) : '[]'
}

function missing(source: Source, node: Node, name: string): Finding {
  return { path: source.path, line: lineOf(source.text, node.start), message: `exports ${name} without a doc comment.` }
}

/** Whether a doc comment with words in it ends right before the node. */
function docBefore(source: Source, node: Node): boolean {
  return source.comments.some(
    ({ type, value, start, end }) =>
      type === 'Block' &&
      value.startsWith('*') &&
      /\w/.test(value) &&
      end <= node.start &&
      source.text.slice(end, node.start).trim() === '' &&
      start < node.start,
  )
}
