import { buildCatalogue } from './build.ts'
import { defaultModelProblem } from './default-model.ts'
import { digest } from './digest.ts'
import { factProblems } from './facts.ts'
import { noOverrides, readOverrides } from './overrides.ts'
import { loadModels, loadProvider, type ProviderPackage } from './packages.ts'
import { readHeader, renderModels } from './render.ts'
import type { SourceText } from './source.ts'

/** What a check of one package found. */
export interface Checked {
  readonly problems: readonly string[]
  /** `full`: generated again and compared. `digests`: the source was not there, or is another one, so only fingerprints were compared. */
  readonly depth: 'full' | 'digests'
}

/** Checks what is committed of a package: its overrides, its generated file, its facts, its default model. */
export async function checkPackage(
  pack: ProviderPackage,
  source: SourceText | undefined,
  today: string,
): Promise<Checked> {
  const again = `run \`pnpm catalogue ${pack.slug}\``
  if (pack.generated === undefined) {
    // A gateway, or a server of one's own, serves whatever models its owner has given it.
    const provider = await loadProvider(pack.folder)
    const knowsNone = provider !== undefined && provider.models === undefined
    return { problems: knowsNone ? [] : [`src/models.ts is missing; ${again}`], depth: 'digests' }
  }
  const header = readHeader(pack.generated)
  if (!header) return { problems: [`src/models.ts has no header of a generated file; ${again}`], depth: 'digests' }
  const problems: string[] = []
  if (!header.untouched)
    problems.push(`src/models.ts was changed by hand; correct models.overrides.json instead, and ${again}`)
  if (header.overrides !== fingerprint(pack.overrides))
    problems.push(`models.overrides.json has changed since src/models.ts was generated; ${again}`)

  const models = await loadModels(pack.modelsFile)
  const provider = await loadProvider(pack.folder)
  const badDefault = provider && defaultModelProblem(provider, models, today)
  if (badDefault) problems.push(badDefault)

  const full = header.source === (source?.digest ?? 'none')
  if (!full)
    return {
      problems: [...problems, ...readOverrides(pack.overrides ?? noOverrides).problems, ...factProblems(models)],
      depth: 'digests',
    }
  const built = buildCatalogue(source, pack.overrides)
  const text = renderModels(
    { slug: pack.slug, source, overrides: pack.overrides && digest(pack.overrides) },
    built.models,
  )
  if (problems.length === 0 && text !== pack.generated)
    problems.push(`src/models.ts is not what the source and the overrides give; ${again}`)
  return { problems: [...problems, ...built.problems], depth: 'full' }
}

const fingerprint = (overrides: string | undefined): string => (overrides === undefined ? 'none' : digest(overrides))
