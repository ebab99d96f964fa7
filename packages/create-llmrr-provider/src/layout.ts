const statement = /^import (type )?\{([^}]*)\} from '([^']+)'$/gm
const width = 120

/** A module without the named imports that nothing in it uses any more, each statement as the formatter would write it. */
export function withoutUnusedImports(code: string): string {
  const rest = code.replaceAll(statement, '')
  const isUsed = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(rest)
  return code
    .replaceAll(statement, (_, type: string | undefined, list: string, from: string) =>
      written(
        type ?? '',
        list
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '' && isUsed(name)),
        from,
      ),
    )
    .replaceAll(/^\0\n/gm, '')
}

function written(type: string, names: readonly string[], from: string): string {
  if (names.length === 0) return '\0'
  const line = `import ${type}{ ${names.join(', ')} } from '${from}'`
  return line.length <= width
    ? line
    : `import ${type}{\n${names.map((name) => `  ${name},\n`).join('')}} from '${from}'`
}

const opening = /^(export const \w+ = defineProvider\()('[^']+'), (\(.*\) => \{)$/

/** A module whose call of `defineProvider` is broken as the formatter breaks it, where a long name makes it too wide. */
export function withinWidth(code: string): string {
  const lines = code.split('\n')
  const from = lines.findIndex((line) => line.length > width && opening.test(line))
  if (from < 0) return code
  const to = lines.indexOf('})', from)
  const [, call = '', id = '', handler = ''] = opening.exec(lines[from]!) ?? []
  const body = lines.slice(from + 1, to).map((line) => (line === '' ? line : `  ${line}`))
  return [...lines.slice(0, from), call, `  ${id},`, `  ${handler}`, ...body, '  },', ')', ...lines.slice(to + 1)].join(
    '\n',
  )
}
