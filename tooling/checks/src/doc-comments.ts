import { exportReader } from './exports.ts'
import { entriesOf, packagesOf } from './packages.ts'
import { lineOf } from './syntax.ts'
import type { Check, Finding } from './repo.ts'
import type { Node, Source } from './syntax.ts'

/** Every public export has a doc comment. Whether a member needs one is for its reader: most names and types say all. */
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
        return undocumented ? [missing(first.source, first.statement, name)] : []
      }),
  )
  return [
    ...new Map(findings.map((finding) => [`${finding.path}:${finding.line} ${finding.message}`, finding])).values(),
  ]
}

function missing(source: Source, node: Node, name: string): Finding {
  return { path: source.path, line: lineOf(source.text, node.start), message: `exports ${name} without a doc comment.` }
}

/** Whether a doc comment with words in it stands before the node, with nothing but other comments between. */
function docBefore(source: Source, node: Node): boolean {
  let at = node.start
  for (const { type, value, start, end } of source.comments.toReversed()) {
    if (end > at) continue
    if (source.text.slice(end, at).trim() !== '') return false
    if (type === 'Block' && value.startsWith('*') && /\w/.test(value)) return true
    at = start
  }
  return false
}
