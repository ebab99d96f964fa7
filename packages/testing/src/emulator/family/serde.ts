import { dotted, type Problem } from '../http/shape.ts'

/** What a server written in Rust says of a body that it cannot read; `undefined` for a number out of bounds, which it can. */
export function deserialized(problem: Problem): string | undefined {
  const name = dotted(problem.path)
  const head = 'Failed to deserialize the JSON body into the target type: '
  switch (problem.kind) {
    case 'missing':
      return `${head}missing field \`${problem.path.at(-1)}\``
    case 'unknown':
      return `${head}unknown field \`${name}\``
    case 'type':
      return `${head}${name}: invalid type: ${problem.got}, expected ${problem.want.join(' or ')}`
    case 'value':
      return `${head}${name}: unknown variant \`${String(problem.got)}\`, expected one of ${problem.values.map((one) => `\`${one}\``).join(', ')}`
    default:
      return undefined
  }
}
