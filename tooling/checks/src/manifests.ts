import { entriesOf, packagesOf } from './packages.ts'
import type { Package } from './packages.ts'
import type { Check } from './repo.ts'

/** Every package.json has the same fields, and they say what follows from the folder. */
export const manifests: Check = (repo) =>
  packagesOf(repo).flatMap((pack) =>
    rules.flatMap((rule) => rule(pack).map((message) => ({ path: `${pack.folder}/package.json`, message }))),
  )

type Rule = (pack: Package) => string[]

const url = 'https://github.com/llmrr/llmrr'

const rules: Rule[] = [
  (pack) =>
    Object.entries(expected(pack)).flatMap(([field, value]) =>
      same(pack.manifest[field], value) ? [] : [`should have "${field}": ${JSON.stringify(value)}.`],
    ),
  ({ manifest }) =>
    ['version', 'description', 'keywords']
      .filter((field) => !manifest[field] || (Array.isArray(manifest[field]) && manifest[field].length === 0))
      .map((field) => `should have a "${field}".`),
  (pack) => {
    const entries = entriesOf(pack)
    const published = { ...Object.fromEntries(entries.map(({ subpath, file }) => [subpath, dist(file)])), ...self }
    return [
      ...entries
        .filter(({ file }) => !pack.files.includes(file))
        .map(({ subpath, file }) => `exports "${subpath}" from ${file}, which does not exist.`),
      ...(entries.some(({ subpath, file }) => subpath === '.' && file === 'src/index.ts')
        ? []
        : ['should export "." from "./src/index.ts".']),
      ...(same(pack.manifest.exports?.['./package.json'], './package.json') ? [] : ['should export "./package.json".']),
      ...(pack.manifest.publishConfig?.access === 'public' ? [] : ['should have "publishConfig.access": "public".']),
      ...(same(pack.manifest.publishConfig?.exports, published)
        ? []
        : [`should have "publishConfig.exports": ${JSON.stringify(published)}.`]),
    ]
  },
  ({ floor, manifest }) =>
    floor === 'core' || floor === 'top' || manifest.peerDependencies?.['@llmrr/core'] === 'workspace:^'
      ? []
      : ['should have @llmrr/core as a peer dependency, "workspace:^".'],
  ({ floor, manifest }) =>
    floor === 'core' && Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).length > 0
      ? ['should have no dependency: core stands on nothing.']
      : [],
  ({ floor, manifest }) =>
    floor !== 'provider'
      ? []
      : [
          ...(Array.isArray(manifest['keywords']) && manifest['keywords'].includes('llmrr-provider')
            ? []
            : ['should have the keyword "llmrr-provider", by which it is found.']),
          ...(manifest.devDependencies?.['@llmrr/testing'] === 'workspace:^'
            ? []
            : ['should have @llmrr/testing as a dev dependency, "workspace:^".']),
        ],
]

const self = { './package.json': './package.json' }

// What builds and installs leave in the templates stays at home.
const withTemplates = ['dist', 'templates', '!templates/*/dist', '!templates/*/.turbo']

function expected({ name, folder, files }: Package): Record<string, unknown> {
  return {
    name,
    homepage: `${url}/tree/main/${folder}#readme`,
    bugs: `${url}/issues`,
    license: 'MIT',
    repository: { type: 'git', url: `git+${url}.git`, directory: folder },
    files: files.some((file) => file.startsWith('templates/')) ? withTemplates : ['dist'],
    type: 'module',
    sideEffects: false,
    engines: { node: '>=22.12' },
    scripts: { build: 'tsup && tsc -p tsconfig.build.json' },
  }
}

function dist(file: string): { types: string; default: string } {
  const base = file.replace(/^src\//, './dist/').replace(/\.ts$/, '')
  return { types: `${base}.d.ts`, default: `${base}.js` }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

/** The order of keys says nothing here, but `exports` has "types" before "default", which TypeScript wants. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || 'types' in value) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  )
}
