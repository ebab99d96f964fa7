import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { supportTable } from './support/support-table.ts'
import type { Provider } from '@llmrr/core'

const marked = /(<!-- generated: support\/\S+ -->\n)[^]*?(<!-- end -->)/

/**
 * Registers a test with vitest: between `<!-- generated: support/<id> -->` and `<!-- end -->` the README has the table of what
 * the provider can do. `vitest run --update` writes it.
 */
export function describeReadme(plugin: Provider | ((config?: never) => Provider), readme: URL): void {
  const provider = typeof plugin === 'function' ? (plugin as () => Provider)() : plugin
  test(`${provider.id}: the README tells what the provider can do (vitest run --update writes it)`, async () => {
    const path = fileURLToPath(readme)
    const text = readFileSync(path, 'utf8')
    expect(text, 'the place of the table').toMatch(marked)
    const made = text.replace(
      marked,
      (_, opening: string, end: string) => `${opening}\n${supportTable(provider)}\n${end}`,
    )
    await expect(made).toMatchFileSnapshot(path)
  })
}
