import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The root of the repository. */
export const root = join(import.meta.dirname, '../../..')

/** The folder of the site. */
export const site = join(import.meta.dirname, '..')

/** The slugs of the provider packages, in order of name. */
export const providerSlugs = (): readonly string[] =>
  readdirSync(join(root, 'packages'))
    .flatMap((folder) => /^provider-(?!kit$)(.+)$/.exec(folder)?.[1] ?? [])
    .filter((slug) => existsSync(join(root, `packages/provider-${slug}/src/index.ts`)))
    .toSorted()
