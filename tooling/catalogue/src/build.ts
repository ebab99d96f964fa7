import type { ModelInfo } from '@llmrr/core'
import { convert } from './convert.ts'
import { factProblems } from './facts.ts'
import { applyOverrides, noOverrides, readOverrides } from './overrides.ts'
import type { SourceText } from './source.ts'

/** A service's models, by id, and everything that keeps them from being written. */
export interface Catalogue {
  readonly models: readonly ModelInfo[]
  readonly problems: readonly string[]
}

/** What the source says of a service, corrected by the text of its overrides. Either may be missing. */
export function buildCatalogue(source: SourceText | undefined, overridesText: string | undefined): Catalogue {
  const problems: string[] = []
  const read: ModelInfo[] = []
  const deprecated = new Set<string>()
  const { overrides, problems: misreadings } = readOverrides(overridesText ?? noOverrides)
  // A model that is left out need not be understood.
  const removed = new Set(overrides.flatMap((one) => (one.remove ? one.models : [])))
  for (const [id, raw] of Object.entries(source?.models ?? {})) {
    const from = { source: source?.source ?? '', asOf: source?.asOf ?? '' }
    if (removed.has(id)) {
      read.push({ id, capabilities: [], ...from })
      continue
    }
    const converted = convert(id, raw, from)
    problems.push(...converted.problems.map((problem) => `${id}: ${problem}`))
    if (converted.info) read.push(converted.info)
    if (converted.deprecated) deprecated.add(id)
  }
  const applied = applyOverrides(read, overrides)
  const models = applied.models.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return { models, problems: [...problems, ...misreadings, ...applied.problems, ...factProblems(models, deprecated)] }
}
