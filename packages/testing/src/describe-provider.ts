import { capabilityNames } from '@llmrr/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keep } from './keep.ts'
import { prepare, run } from './laws/call.ts'
import { laws } from './laws/index.ts'
import { loadFixtures } from './laws/load.ts'
import { isPlainChat, scripts } from './laws/law.ts'
import type { Provider } from '@llmrr/core'

/** How a provider is to be examined. */
export interface DescribeOptions {
  /** The folder of its fixtures, with a slash at the end. */
  readonly fixtures: URL
  /** What the plugin function is called with. Credentials come from the environment that the laws plant. */
  readonly config?: object
  /**
   * Laws that this provider need not keep, each with the reason. A law that holds all the same is reported, so an excuse
   * does not outlive its reason.
   */
  readonly excused?: Readonly<Record<string, string>>
}

/**
 * Registers the conformance suite with vitest: every law over every fixture that can show it. Takes a plugin function or a
 * provider, ours or anybody's.
 */
export function describeProvider(plugin: Provider | ((config?: never) => Provider), options: DescribeOptions): void {
  const provider = typeof plugin === 'function' ? (plugin as (config?: object) => Provider)(options.config) : plugin
  const subject = { provider, fixtures: loadFixtures(options.fixtures) }
  const { excused = {} } = options
  const strangers = Object.keys(excused).filter((name) => !laws.some((law) => law.name === name))
  if (strangers.length > 0)
    throw new Error(`There is no law named ${strangers.map((name) => JSON.stringify(name)).join(', ')}.`)
  describe(`${provider.id}: the laws of a provider`, () => {
    // The first call loads what is imported when it is first used.
    beforeAll(async () => {
      const first =
        subject.fixtures.find((fixture) => isPlainChat(fixture, subject)) ??
        subject.fixtures.find((fixture) => fixture.exchanges.length > 0)
      if (first) await run(prepare(provider, first, scripts(first)), Number.POSITIVE_INFINITY)
    })
    const counts = { cases: 0, kept: 0 }
    afterAll(() => {
      const fixtures: Record<string, number> = {}
      for (const { capability, inBand } of subject.fixtures)
        if (inBand === undefined) fixtures[capability] = (fixtures[capability] ?? 0) + 1
      const shown = laws.filter((law) => subject.fixtures.some((fixture) => law.about(fixture, subject)))
      keep(`conformance-${provider.id}`, {
        provider: provider.id,
        capabilities: [...capabilities].filter((name) => name in provider),
        fixtures,
        laws: shown.length,
        ...counts,
        excused,
      })
    })
    it('has a fixture for every capability', () => {
      const shown = new Set(subject.fixtures.map((fixture) => fixture.capability as string))
      const missing = Object.keys(provider).filter((name) => capabilities.has(name) && !shown.has(name))
      expect(missing, 'capabilities without a fixture').toEqual([])
    })
    for (const law of laws) {
      const about = subject.fixtures.filter((fixture) => law.about(fixture, subject))
      if (about.length === 0) continue
      describe(law.name, () => {
        for (const fixture of about) {
          it(
            excused[law.name] === undefined ? fixture.name : `${fixture.name} (excused: ${excused[law.name]})`,
            async () => {
              counts.cases += 1
              const findings = await law.check(fixture, subject)
              if (findings.length === 0) counts.kept += 1
              if (excused[law.name] === undefined) expect(findings).toEqual([])
            },
          )
        }
        if (excused[law.name] !== undefined) {
          it('still needs its excuse', async () => {
            const all = await Promise.all(about.map((fixture) => law.check(fixture, subject)))
            expect(all.flat(), 'findings that the excuse is for').not.toEqual([])
          })
        }
      })
    }
  })
}

const capabilities = new Set<string>(capabilityNames)
