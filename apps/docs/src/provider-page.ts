/** What is generated for a provider's page. */
export interface ProviderFacts {
  readonly name: string
  /** The name of its plugin function. */
  readonly plugin: string
  /** Tables in Markdown. */
  readonly config: string
  readonly options: string
  readonly models: string
}

/** The sections of every provider's README, in order; `Retired` is only there where something is. */
const sections = [
  'Setup',
  'Configuration',
  'Example',
  'Models',
  'What it can do',
  'What is different here',
  'Errors',
  'Retired',
  'Best practices',
  'Troubleshooting',
  'Resources',
]
const optional = new Set(['Retired'])

/**
 * The page of a provider: its README, with the tables that are made from its code and its catalogue.
 *
 * @throws Error that names a section that is missing, strange or in the wrong place.
 */
export function providerPage(readme: string, facts: ProviderFacts): string {
  const [introduction = '', ...rest] = readme.replace(/^# .*\n/, '').split(/^## /m)
  const found = rest.map((text) => ({
    title: text.slice(0, text.indexOf('\n')),
    text: text.slice(text.indexOf('\n') + 1),
  }))
  const titles = found.map(({ title }) => title)
  const expected = sections.filter((title) => titles.includes(title) || !optional.has(title))
  if (titles.join() !== expected.join())
    throw new Error(`has the sections ${titles.join(', ')}; every provider has ${expected.join(', ')}`)
  const added: Readonly<Record<string, string>> = {
    Configuration: `\n**What \`${facts.plugin}(config)\` takes**\n\n${facts.config}`,
    Models: `\n${facts.models}`,
    'What it can do': facts.options && `\n**Options of a target**\n\n${facts.options}`,
  }
  const body = found.map(({ title, text }) => `## ${title}\n${text.trimEnd()}\n${added[title] ?? ''}`)
  return `# ${facts.name}\n${introduction.trimEnd()}\n\n${body.join('\n')}`
}
