import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { capabilitiesOf } from './capabilities.ts'
import { code, table } from './markdown.ts'
import { root } from './packages.ts'
import { officials } from './providers.ts'
import { later, services } from './services.ts'

/** How a provider is verified, by what its package holds. The figures stand in VERIFICATION.md. */
const proofs: readonly (readonly [word: string, holds: (slug: string) => boolean])[] = [
  ['laws', (slug) => existsSync(join(root, `packages/provider-${slug}/test/conformance.test.ts`))],
  ['recordings', (slug) => globSync(`packages/provider-${slug}/test/*.wire.test.ts`, { cwd: root }).length > 0],
  ['parity with the official SDK', (slug) => globSync(`packages/*/test/**/*parity*`, { cwd: root }).some((path) => path.includes(slug))],
  ['emulator', (slug) => existsSync(join(root, `packages/testing/src/emulator/services/${slug}.ts`))],
]

/** The services that are there, with what each can do and how it was verified; then those to come. */
export async function serviceTable(): Promise<string> {
  const there = await officials()
  const rows = there.map(({ slug, provider }) => {
    const { name = slug, phase } = services[slug] ?? {}
    return [
      `[${name}](https://github.com/llmrr/llmrr/tree/main/packages/provider-${slug}#readme)`,
      String(phase ?? ''),
      [...capabilitiesOf(provider), ...(provider.listModels ? ['models'] : [])].map(code).join(' '),
      proofs.flatMap(([word, holds]) => (holds(slug) ? [word] : [])).join(', '),
    ]
  })
  return [
    table(['Service', 'Phase', 'Capabilities', 'Verified by'], rows),
    `In later phases: ${later.join(', ')}.\n`,
  ].join('\n')
}
