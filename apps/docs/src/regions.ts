/** A fenced block of a Markdown text. */
export interface Block {
  /** The word after the fence; empty when there is none. */
  readonly language: string
  readonly text: string
  /** Line of the opening fence, from 1. */
  readonly line: number
}

const begins = /^\s*\/\/ #region (\S+)\s*$/
const ends = /^\s*\/\/ #endregion (\S+)\s*$/

/**
 * The lines of a region, without markers and common indentation.
 *
 * @throws Error when there is no such region, or it does not end.
 */
export function regionOf(text: string, name: string): string {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => begins.exec(line)?.[1] === name)
  if (start < 0) throw new Error(`there is no region "${name}"`)
  const end = lines.findIndex((line) => ends.exec(line)?.[1] === name)
  if (end < 0) throw new Error(`the region "${name}" does not end`)
  const inside = lines.slice(start + 1, end)
  const indents = inside.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  const common = Math.min(...indents, 80)
  return `${inside.map((line) => line.slice(common)).join('\n')}\n`
}

/** The names of the regions of a file, in order. */
export const regionsOf = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => begins.exec(line)?.[1] ?? [])

/** The fenced blocks of a Markdown text. */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = []
  let open: { fence: string; language: string; line: number; text: string } | undefined
  for (const [at, line] of markdown.split('\n').entries()) {
    const [, fence, language = ''] = /^\s*(`{3,}|~{3,})\s*(\w*)/.exec(line) ?? []
    if (!open) {
      if (fence) open = { fence, language, line: at + 1, text: '' }
    } else if (fence?.startsWith(open.fence) && language === '') {
      blocks.push({ language: open.language, text: open.text, line: open.line })
      open = undefined
    } else open.text += `${line}\n`
  }
  return blocks
}

/** What a page takes from files: `<<< @/examples/x.ts#name`. */
export const embedsOf = (
  markdown: string,
): readonly { readonly path: string; readonly region: string | undefined; readonly line: number }[] =>
  markdown.split('\n').flatMap((line, at) => {
    const [, path, region] = /^<<< @\/([^#{\s]+)(?:#([^{\s]+))?/.exec(line) ?? []
    return path ? [{ path, region, line: at + 1 }] : []
  })

const marked = /(<!-- (region|generated): (\S+) -->\n)([^]*?)(<!-- end -->)/g

/**
 * A text with its marked parts as they should be: between `<!-- region: file.ts#name -->` and `<!-- end -->` the region's
 * code (without a name the whole file), between `<!-- generated: name -->` and `<!-- end -->` what is generated under that name.
 */
export function renewed(
  text: string,
  sources: { region(file: string, name: string): string; generated(name: string): string },
): string {
  return text.replaceAll(marked, (_, opening: string, kind: string, what: string, __: string, closing: string) => {
    if (kind === 'generated') return `${opening}\n${sources.generated(what)}\n${closing}`
    const [file = '', name = ''] = what.split('#')
    return `${opening}\n\`\`\`ts\n${sources.region(file, name)}\`\`\`\n\n${closing}`
  })
}

const isCode = ({ language }: Block): boolean => /^(?:ts|tsx|js|jsx|mjs|typescript|javascript)$/.test(language)

/** The blocks of code that are written by hand, and so by nobody checked. */
export const handWritten = (markdown: string): readonly Block[] =>
  // Marked parts keep their lines, so that the line numbers stay right.
  blocksOf(markdown.replaceAll(marked, (all) => all.replaceAll(/[^\n]/g, ''))).filter(isCode)
