/** A sentence with code letters, for a cell: what stands outside them is no HTML and no component. */
export const plain = (text: string): string =>
  text
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|')
    .split('`')
    .map((piece, at) => (at % 2 === 0 ? piece.replaceAll('<', '&lt;').replaceAll('{{', '&#123;&#123;') : piece))
    .join('`')

/** A word in code letters; `-` for none. */
export const code = (text: string): string => (text === '' ? '-' : `\`${text.replaceAll('|', '\\|')}\``)

/** Rows under their headings. Columns named in `right` are set to the right; a column without any value is left out. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[] = [],
): string {
  const kept = headings.flatMap((_, at) => (rows.some((row) => row[at]) ? [at] : []))
  const line = (cells: readonly string[]): string => `| ${kept.map((at) => cells[at] || ' ').join(' | ')} |`
  const rule = headings.map((heading) => (right.includes(heading) ? '---:' : '---'))
  return `${[headings, rule, ...rows].map(line).join('\n')}\n`
}
