import { commonFields, manifestText } from './manifest.ts'
import { refuse } from './refusal.ts'
import type { Answers } from './answers.ts'
import type { Files } from './template.ts'
import type { Manifest } from './manifest.ts'

/** What a package that stands alone has beside what its template gives: set-up, workflow, licence, changeset. Pure. */
export function outsideFiles(project: Files, template: Manifest, own: Manifest, answers: Answers, year: number): Files {
  const files = Object.entries(project).map(([path, text]) => [
    // Names with a dot would be taken as the generator's own, or left out of its archive.
    path.replaceAll(/(^|\/)_/g, '$1.'),
    text.replaceAll('$PACKAGE', answers.packageName).replaceAll('$YEAR', String(year)),
  ])
  return { ...Object.fromEntries(files), 'package.json': manifestText(outsideManifest(template, own, answers)) }
}

// What is asked for by another name than it has in the generator's own manifest.
const aliases: Readonly<Record<string, string>> = { typescript: '@typescript/native' }
const tools = ['@changesets/cli', 'oxfmt', 'oxlint', 'tsup', 'typescript', 'vitest']

/**
 * The manifest of a package that stands alone. Its ranges are those of the generator's own manifest, in which the package
 * manager has put real ones for the workspace's when it was published.
 */
export function outsideManifest(template: Manifest, own: Manifest, answers: Answers): Manifest {
  const range = (name: string): string => {
    const found = own.devDependencies?.[aliases[name] ?? name]
    if (found === undefined) throw new Error(`The generator knows no range for ${name}.`)
    if (/^(?:workspace|catalog):/.test(found))
      refuse(
        'This copy of the generator stands in its workspace: use pnpm new:provider there, or the published package.',
      )
    return found.replace(/^npm:(?:@[^/]+\/)?[^@]+@/, '')
  }
  const ranges = (names: Iterable<string>): Record<string, string> =>
    Object.fromEntries([...new Set(names)].toSorted().map((name) => [name, range(name)]))
  const { engines, ...fields } = commonFields(answers)
  return {
    name: answers.packageName,
    ...fields,
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
    publishConfig: { access: 'public' },
    scripts: {
      build: 'tsup && tsc -p tsconfig.build.json',
      format: 'oxfmt .',
      lint: 'oxlint --deny-warnings && oxfmt --check .',
      prepack: 'npm run build',
      release: 'changeset version && changeset publish',
      test: 'vitest run',
      types: 'tsc',
    },
    dependencies: ranges(Object.keys(template.dependencies ?? {})),
    devDependencies: ranges([...Object.keys(template.devDependencies ?? {}), ...tools]),
    peerDependencies: ranges(Object.keys(template.peerDependencies ?? {})),
    engines,
  }
}
