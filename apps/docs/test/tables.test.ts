import { expect, test } from 'vitest'
import { defineProvider } from '@llmrr/core'
import { supportTable } from '@llmrr/testing/support'
import { capabilityMatrix, chatComparison } from '../src/comparison.ts'
import { plain, table } from '../src/markdown.ts'
import { modelTables } from '../src/model-tables.ts'
import { providerPage } from '../src/provider-page.ts'
import { serviceTable, verifiedBy } from '../src/service-table.ts'
import type { ModelInfo, Provider } from '@llmrr/core'

test('a column without values is left out', () => {
  expect(table(['A', 'B', 'C'], [['1', '', '2']], ['C'])).toBe('| A | C |\n| --- | ---: |\n| 1 | 2 |\n')
})

test('what looks like HTML or a component is text, but code letters stay', () => {
  expect(plain('a <b> {{ c }} | `<d>`\n e')).toBe('a &lt;b> &#123;&#123; c }} \\| `<d>` e')
})

const from = { source: 'models.dev', asOf: '2026-11-01' }
const models: readonly ModelInfo[] = [
  {
    id: 'new',
    capabilities: ['chat'],
    contextWindow: 128_000,
    price: { prices: { input: 0.1, output: 2 }, ...from },
    ...from,
  },
  { id: 'old', capabilities: ['chat'], retires: '2026-10-01', successor: 'new', ...from },
  { id: 'ear', capabilities: ['transcribe'], price: { prices: { seconds: 0.0001 }, ...from }, ...from },
  { id: 'vec', capabilities: ['embed'], price: { prices: { input: 0.02 }, ...from }, ...from, asOf: '2026-11-22' },
]

test('a service whose models are its owner’s has no table', () => {
  expect(modelTables([])).toBe('No model is known beforehand; the service is asked for its list.\n')
})

test('models that are gone stand apart, and others are told with their unit', () => {
  const text = modelTables(models)
  expect(text).toContain(
    '| Model | Context | Input | Output |\n| --- | ---: | ---: | ---: |\n| `new` | 128,000 | 0.1 | 2 |\n\n',
  )
  expect(text).toContain('| `transcribe` | `ear` | 0.0001 per second |')
  expect(text).toContain('| `embed` | `vec` | 0.02 per 1M tokens (input) |')
  expect(text).toContain('| `old` | 2026-10-01 | `new` |')
  expect(text).toContain('As of 2026-11-22, from models.dev.')
})

const compared = [
  { slug: 'bird', name: 'Bird', capabilities: ['chat', 'embed'], models },
  { slug: 'fish', name: 'Fish', capabilities: ['embed'], models: [] },
] as const

test('a capability that a service lacks is an empty cell, one that nobody has is no column', () => {
  expect(capabilityMatrix(compared)).toBe(
    '| Service | `chat` | `embed` |\n| --- | --- | --- |\n| [Bird](/providers/bird) | ● | ● |\n| [Fish](/providers/fish) |   | ● |\n',
  )
})

test('of chat models, those that stay are compared', () => {
  expect(chatComparison(compared).split('\n').slice(2)).toEqual([
    '| [Bird](/providers/bird) | 1 | 128,000 | 0.1, 2 |',
    '',
  ])
})

test('capabilities are read from the provider', () => {
  const bird = defineProvider('bird', () => ({
    chat: Object.assign(async function* () {}, { params: ['seed'] }),
    files: { put: async () => ({ file: { provider: 'bird', id: '1' } }) },
    extras: { feed: async () => 'fed' },
    sing: async () => 'la',
  }))
  expect(
    supportTable(bird() as Provider)
      .split('\n')
      .slice(2, 6),
  ).toEqual([
    '| `chat` | `llm.chat` `llm.stream` | `seed` |',
    '| `files` | `llm.files` | `put` |',
    "| `sing` | `llm.call('sing')` |   |",
    '| extras | `llm.of(provider)` | `feed` |',
  ])
})

const facts = {
  name: 'Bird',
  plugin: 'bird',
  config: 'CONFIG',
  options: 'OPTIONS',
  models: 'MODELS',
}
const titles = [
  'Setup',
  'Configuration',
  'Example',
  'Models',
  'What it can do',
  'What is different here',
  'Errors',
  'Best practices',
  'Troubleshooting',
  'Resources',
]
const readme = (names: readonly string[]): string =>
  `# @llmrr/provider-bird\n\nBirds.\n\n${names.map((name) => `## ${name}\n\nText.\n`).join('\n')}`

test('a provider page is its README with the tables in their places', () => {
  const page = providerPage(readme(titles), facts)
  expect(page).toMatch(
    /^# Bird\n\nBirds\.\n\n## Setup\n\nText\.\n\n## Configuration\n\nText\.\n\n.*\n\nCONFIG\n## Example/,
  )
  expect(page).toMatch(/## What it can do\n\nText\.\n\n\*\*Options of a target\*\*\n\nOPTIONS/)
})

test('a README with a section too few, or in the wrong place, is refused', () => {
  expect(() => providerPage(readme(titles.slice(1)), facts)).toThrow('every provider has Setup, Configuration')
  expect(() => providerPage(readme(titles.toReversed()), facts)).toThrow('has the sections Resources')
})

const verification = `| service | capability | verified by | recordings | calls equal to the SDK | emulator | fixtures |
| --- | --- | --- | --- | --- | --- | --- |
| bird | chat | recordings | 5 of 6 | 2 of 2 | yes | 4 |
| bird | files | parity |  | 1 of 1 |  | 1 |
| fish | chat | fixtures |  |  |  | 3 |
| eel | chat | **emulator and documentation** | 1 of 1 |  | yes | 3 |

| service | laws | cases kept | excused |
| --- | --- | --- | --- |
| bird | 34 | 9 of 9 | none |
`

test('how a service was verified is added up over its capabilities', () => {
  expect(verifiedBy(verification)).toEqual({
    bird: 'laws, 5 of 6 recordings, 3 of 3 calls of its SDK, emulator',
    fish: 'laws',
    eel: '**emulator and documentation**, laws, 1 of 1 recordings, emulator',
  })
})

test('a service that nobody has verified has an empty cell, and those to come stand below', () => {
  const rows = [
    { slug: 'bird', name: 'Bird', phase: 1, capabilities: ['chat', 'files'] },
    { slug: 'worm', name: 'Worm', phase: undefined, capabilities: ['chat'] },
  ]
  const lines = serviceTable(rows, ['Fish'], verification).split('\n')
  expect(lines[2]).toMatch(/^\| \[Bird\]\(.*\) \| 1 \| `chat` `files` \| laws, 5 of 6/)
  expect(lines[3]).toMatch(/^\| \[Worm\]\(.*\) \|   \| `chat` \|   \|$/)
  expect(lines.at(-2)).toBe('To come: Fish.')
})

test('where nothing is to come, nothing is said of it, and names lead where they should', () => {
  const bird = { slug: 'bird', name: 'Bird', phase: 1, capabilities: ['chat'] }
  const text = serviceTable([bird], [], '', (slug) => `/providers/${slug}`)
  expect(text).toContain('| [Bird](/providers/bird) |')
  expect(text).not.toContain('To come')
})
