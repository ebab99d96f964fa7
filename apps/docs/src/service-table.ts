import { code, table } from './markdown.ts'

/** What the table says of a service whose package is there. */
export interface ServiceRow {
  readonly slug: string
  readonly name: string
  /** Of the roadmap. */
  readonly phase: number | undefined
  readonly capabilities: readonly string[]
}

const sum = (cells: readonly string[], side: 0 | 1): number =>
  cells.reduce((total, cell) => total + Number(/^(\d+) of (\d+)$/.exec(cell)?.[side + 1] ?? 0), 0)

/** How each service was verified, in a few words, from the text of VERIFICATION.md. */
export function verifiedBy(verification: string): Readonly<Record<string, string>> {
  const rows = verification.split('\n').flatMap((line) => {
    const [, slug = '', , by = '', recordings = '', sdk = '', emulator = '', ...rest] = line
      .split('|')
      .map((cell) => cell.trim())
    return rest.length === 2 ? [{ slug, by, recordings, sdk, emulator }] : []
  })
  const slugs = [...new Set(rows.map(({ slug }) => slug))].filter((slug) => !/^(?:service|-+)$/.test(slug))
  return Object.fromEntries(
    slugs.map((slug) => {
      const own = rows.filter((row) => row.slug === slug)
      const of = (cells: readonly string[], what: string): string[] =>
        sum(cells, 1) > 0 ? [`${sum(cells, 0)} of ${sum(cells, 1)} ${what}`] : []
      const words = [
        // Hardly any recording of it is to be had.
        ...(own.some(({ by }) => by.startsWith('**')) ? ['**emulator and documentation**'] : []),
        'laws',
        ...of(
          own.map((row) => row.recordings),
          'recordings',
        ),
        ...of(
          own.map((row) => row.sdk),
          'calls of its SDK',
        ),
        ...(own.some(({ emulator }) => emulator === 'yes') ? ['emulator'] : []),
      ]
      return [slug, words.join(', ')]
    }),
  )
}

/** The README of a provider on the web. */
const readmeOf = (slug: string): string => `https://github.com/llmrr/llmrr/tree/main/packages/provider-${slug}#readme`

/** The services that are there, with what each can do and how it was verified; then those to come. */
export function serviceTable(
  there: readonly ServiceRow[],
  coming: readonly string[],
  verification: string,
  pageOf: (slug: string) => string = readmeOf,
): string {
  const verified = verifiedBy(verification)
  const rows = there.map(({ slug, name, phase, capabilities }) => [
    `[${name}](${pageOf(slug)})`,
    phase === undefined ? '' : String(phase),
    capabilities.map(code).join(' '),
    verified[slug] ?? '',
  ])
  const made = table(['Service', 'Phase', 'Capabilities', 'Verified by'], rows)
  return coming.length === 0 ? made : `${made}\nTo come: ${coming.join(', ')}.\n`
}
