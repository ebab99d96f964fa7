import { stripVTControlCharacters } from 'node:util'

const width = (text: string): number => stripVTControlCharacters(text).length

/** Rows under their headings in columns; those named in `right` are set to the right. No trailing blanks. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[] = [],
): string {
  const widths = headings.map((heading, column) =>
    Math.max(width(heading), ...rows.map((row) => width(row[column] ?? ''))),
  )
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const blanks = ' '.repeat(widths[column]! - width(cell))
        return right.includes(headings[column]!) ? blanks + cell : cell + blanks
      })
      .join('  ')
      .trimEnd()
  return [line(headings), line(widths.map((count) => '-'.repeat(count))), ...rows.map(line)].join('\n') + '\n'
}
