import type { Repo } from './repo.ts'

/** The fields of a package.json that checks read. */
export interface Manifest {
  readonly [field: string]: unknown
  readonly name?: string
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, unknown>>
  readonly publishConfig?: { readonly access?: string; readonly exports?: Readonly<Record<string, unknown>> }
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** Which floor of the house a folder stands on. */
export type Floor = 'core' | 'kit' | 'provider' | 'testing' | 'top'

/** A folder under `packages/` that is published. */
export interface Package {
  /** Such as `packages/core`. */
  readonly folder: string
  /** Such as `core`. */
  readonly slug: string
  readonly name: string
  readonly floor: Floor
  readonly manifest: Manifest
  /** Files of the package, relative to its folder. */
  readonly files: readonly string[]
}

/** Every published package of a listing, in order of name. */
export function packagesOf(repo: Repo): Package[] {
  return repo.paths.flatMap((path) => {
    const slug = /^packages\/([^/]+)\/package\.json$/.exec(path)?.[1]
    if (!slug) return []
    const folder = `packages/${slug}`
    const manifest = JSON.parse(repo.read(path)) as Manifest
    const files = repo.paths
      .filter((file) => file.startsWith(`${folder}/`))
      .map((file) => file.slice(folder.length + 1))
    // `npm create x` installs `create-x`, which has no scope.
    const name = slug.startsWith('create-') ? slug : `@llmrr/${slug}`
    return manifest.private ? [] : [{ folder, slug, name, floor: floorOf(slug), manifest, files }]
  })
}

/** The floor of `packages/<slug>`. */
export function floorOf(slug: string): Floor {
  if (slug === 'core' || slug === 'testing') return slug
  if (slug === 'provider-kit') return 'kit'
  return slug.startsWith('provider-') ? 'provider' : 'top'
}

/** Where a package's entry points are in the workspace: `{ '.': 'src/index.ts', './host': ... }`. */
export function entriesOf({ manifest }: Package): { readonly subpath: string; readonly file: string }[] {
  return Object.entries(manifest.exports ?? {}).flatMap(([subpath, file]) =>
    typeof file === 'string' && file.endsWith('.ts') ? [{ subpath, file: file.replace(/^\.\//, '') }] : [],
  )
}
