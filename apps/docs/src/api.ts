import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Application } from 'typedoc'
import { providerSlugs, root, site } from './packages.ts'
import type { DeclarationReflection } from 'typedoc'

/** Every entry point that is documented: its name in the reference, and its file. */
const entryPoints = (): Readonly<Record<string, string>> => ({
  core: 'packages/core/src/index.ts',
  'provider-kit': 'packages/provider-kit/src/index.ts',
  ...Object.fromEntries(providerSlugs().map((slug) => [`provider-${slug}`, `packages/provider-${slug}/src/index.ts`])),
  testing: 'packages/testing/src/index.ts',
  'testing/emulator': 'packages/testing/src/emulator/index.ts',
  'testing/host': 'packages/testing/src/host/index.ts',
  cli: 'packages/cli/src/index.ts',
})

/** Writes the API reference, a page per symbol, from the doc comments. @throws Error for whatever TypeDoc warns about. */
export async function writeApi(): Promise<void> {
  const out = join(site, 'api')
  const files = entryPoints()
  const missing = Object.values(files).filter((file) => !existsSync(join(root, file)))
  if (missing.length > 0) throw new Error(`The API reference wants ${missing.join(', ')}.`)
  rmSync(out, { recursive: true, force: true })
  // TypeDoc takes the program from a file.
  const tsconfig = join(site, 'generated/tsconfig.api.json')
  mkdirSync(join(site, 'generated'), { recursive: true })
  writeFileSync(
    tsconfig,
    JSON.stringify({
      extends: '../../../tsconfig.base.json',
      files: Object.values(files).map((file) => join(root, file)),
    }),
  )
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    tsconfig,
    entryPoints: Object.values(files).map((file) => join(root, file)),
    basePath: root,
    displayBasePath: root,
    name: 'API reference',
    readme: 'none',
    disableGit: true,
    sourceLinkTemplate: 'https://github.com/llmrr/llmrr/blob/main/{path}#L{line}',
    excludeInternal: true,
    excludeExternals: true,
    // `pnpm types` reports those.
    skipErrorChecking: true,
    treatWarningsAsErrors: true,
    validation: { notExported: false, invalidLink: true, notDocumented: false },
    logLevel: 'Warn',
    sort: ['source-order'],
    outputs: [{ name: 'markdown', path: out }],
    ...markdown,
  })
  const { logger } = app
  const warn = logger.warn
  // Options that are inferred from a schema have one comment at one place, found twice.
  logger.warn = (...said: [string, ...unknown[]]) => {
    if (!said[0].includes('has multiple declarations with a comment')) Reflect.apply(warn, logger, said)
  }
  const project = await app.convert()
  if (!project) throw new Error('TypeDoc could not read the packages.')
  for (const module of project.children ?? []) {
    module.name = nameOf(module, files)
    for (const one of module.children ?? []) shorten(one)
  }
  await app.generateOutputs(project)
  if (logger.hasErrors() || logger.hasWarnings()) throw new Error('The doc comments need mending; see above.')
}

const markdown: Record<string, unknown> = {
  entryFileName: 'index',
  fileExtension: '.md',
  outputFileStrategy: 'members',
  hidePageHeader: true,
  hideBreadcrumbs: true,
  hideGroupHeadings: false,
  useCodeBlocks: true,
  expandObjects: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  indexFormat: 'table',
  tableColumnSettings: {
    hideSources: true,
    hideModifiers: true,
    hideInherited: true,
    hideOverrides: true,
    leftAlignHeaders: true,
  },
  // The site's Markdown knows components: angle brackets of types must not be taken for one.
  useHTMLEncodedBrackets: true,
  sanitizeComments: true,
}

/** Leaves the parts of a provider out of its plugin function's type: its schemas fill pages, and its own page tells them. */
function shorten({ type }: DeclarationReflection): void {
  if (type?.type === 'reference' && type.name === 'PluginFunction') type.typeArguments = type.typeArguments?.slice(0, 1)
}

function nameOf(module: DeclarationReflection, files: Readonly<Record<string, string>>): string {
  const file = module.sources?.[0]?.fileName
  const found = Object.entries(files).find(([, path]) => path === file)
  if (!found) throw new Error(`The module ${module.name} (${file}) is no entry point.`)
  return found[0]
}
