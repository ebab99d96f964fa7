import { packagesOf } from './packages.ts'
import type { Check } from './repo.ts'

const required = [
  'package.json',
  'README.md',
  'api.md',
  'tsconfig.json',
  'tsconfig.build.json',
  'tsup.config.ts',
  'src/index.ts',
]

// CHANGELOG.md is made by changesets at the first release; the overrides of a provider's models are written by hand; templates belong to the generator.
const allowed = /^(src|test|templates)\/|^(CHANGELOG\.md|models\.overrides\.json)$/

/** Every package has the same small set of files, and tests. */
export const packageFiles: Check = (repo) =>
  packagesOf(repo).flatMap(({ folder, files }) => [
    ...required
      .filter((file) => !files.includes(file))
      .map((file) => ({
        path: `${folder}/${file}`,
        message: file === 'api.md' ? 'is missing; `pnpm check --write` makes it.' : 'is missing; every package has it.',
      })),
    ...(files.some((file) => /^test\/.*\.test\.ts$/.test(file))
      ? []
      : [{ path: `${folder}/test`, message: 'has no *.test.ts; every package has tests.' }]),
    ...files
      .filter((file) => !required.includes(file) && !allowed.test(file))
      .map((file) => ({
        path: `${folder}/${file}`,
        message: 'is not among the files of a package; move it to src, test or tooling.',
      })),
  ])
