import { writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { buildCatalogue } from './build.ts'
import { changesBetween, formatChanges } from './changes.ts'
import { checkPackage } from './check.ts'
import { digest } from './digest.ts'
import { noOverrides, readOverrides } from './overrides.ts'
import { loadModels, providerSlugs, readPackage } from './packages.ts'
import { redundantOverrides } from './redundant.ts'
import { renderModels } from './render.ts'
import { folderSource, modelsDevUrl, onlineSource, type Source, type SourceText } from './source.ts'

/** What the command needs of the outside world. */
export interface World {
  readonly root: string
  /** `YYYY-MM-DD`. */
  readonly today: string
  readonly print: (line: string) => void
}

const usage = `pnpm catalogue [slug...]          write packages/provider-<slug>/src/models.ts (default: of every provider)
pnpm catalogue --check [slug...]  check what is committed; part of \`pnpm check\`
pnpm catalogue:check [slug...]    compare the source with what is committed and print a changelog

  --source <folder or url>  where the models.dev format is read; default ../shared/catalog
  --online                  the same as --source ${modelsDevUrl}`

/**
 * Runs the command and answers its exit code. 0: written, sound, nothing changed. 1: a problem was found (write, check), or the
 * source differs from what is committed (changes). 2: it could not be done.
 */
export async function run(args: readonly string[], world: World): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      check: { type: 'boolean' },
      changes: { type: 'boolean' },
      online: { type: 'boolean' },
      source: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    world.print(usage)
    return 0
  }
  const place = values.online ? modelsDevUrl : values.source
  const source = openSource(place, world, values.check === true)
  const slugs = positionals.length > 0 ? positionals : await providerSlugs(world.root)
  const job = values.check ? check : values.changes ? changes : write
  const codes: number[] = []
  for (const slug of slugs) codes.push(await job(slug, source, world))
  return Math.max(0, ...codes)
}

/** A check also runs from a clean clone, where the default folder is not: then digests have to do. */
function openSource(place: string | undefined, { root, today }: World, optional: boolean): Source {
  if (place && URL.parse(place)?.protocol.startsWith('http')) return onlineSource(place, today)
  return place ? folderSource(place) : folderSource(join(root, '../shared/catalog'), optional)
}

async function write(slug: string, source: Source, world: World): Promise<number> {
  const pack = await readPackage(world.root, slug)
  const text = await source(slug)
  if (!text && pack.overrides === undefined)
    throw new Error(`${slug}: neither the source nor a models.overrides.json knows any model.`)
  const { models, problems } = buildCatalogue(text, pack.overrides)
  if (report(slug, problems, world)) return 1
  const rendered = renderModels({ slug, source: text, overrides: pack.overrides && digest(pack.overrides) }, models)
  if (rendered !== pack.generated) await writeFile(pack.modelsFile, rendered)
  const state = rendered === pack.generated ? 'unchanged' : 'written'
  world.print(
    `${slug}: ${models.length} models, ${rendered.length} bytes, ${relative(world.root, pack.modelsFile)} ${state}`,
  )
  return 0
}

async function check(slug: string, source: Source, world: World): Promise<number> {
  const pack = await readPackage(world.root, slug)
  const { problems, depth } = await checkPackage(pack, await source(slug), world.today)
  if (report(slug, problems, world)) return 1
  world.print(
    `${slug}: sound${depth === 'full' ? '' : ' by its digests (the source it was generated from is not here)'}`,
  )
  return 0
}

async function changes(slug: string, source: Source, world: World): Promise<number> {
  const pack = await readPackage(world.root, slug)
  const text: SourceText | undefined = await source(slug)
  const before = pack.generated === undefined ? [] : await loadModels(pack.modelsFile)
  const { models, problems } = buildCatalogue(text, pack.overrides)
  const found = changesBetween(before, models)
  const of = text ? ` (${text.source} of ${text.asOf})` : ''
  world.print(`${slug}: ${found.length === 0 ? 'nothing has changed' : `${found.length} changes`}${of}`)
  for (const line of formatChanges(found)) world.print(line)
  const { overrides } = readOverrides(pack.overrides ?? noOverrides)
  for (const index of redundantOverrides(buildCatalogue(text, undefined).models, overrides)) {
    world.print(`  overrides.${index} for ${overrides[index]?.models.join(', ')} changes nothing any more and may go`)
  }
  return report(slug, problems, world) || found.length > 0 ? 1 : 0
}

function report(slug: string, problems: readonly string[], { print }: World): boolean {
  for (const problem of problems) print(`${slug}: ${problem}`)
  return problems.length > 0
}

if (import.meta.main) {
  const world: World = {
    root: join(import.meta.dirname, '../../..'),
    today: new Date().toISOString().slice(0, 10),
    print: (line) => console.log(line),
  }
  process.exitCode = await run(process.argv.slice(2), world).catch((error: Error) => {
    console.error(`catalogue: ${error.message}`)
    return 2
  })
}
