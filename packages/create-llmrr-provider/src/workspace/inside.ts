import { commonFields, manifestText } from '../manifest.ts'
import { checklist } from './checklist.ts'
import type { Answers } from '../answers.ts'
import type { Files } from '../template.ts'
import type { Manifest } from '../manifest.ts'

const url = 'https://github.com/llmrr/llmrr'

/** What a provider package of this workspace has beside what its template gives. Paths are relative to the package. */
export function insideFiles(template: Manifest, answers: Answers, today: string): Files {
  return {
    'package.json': manifestText(insideManifest(template, answers)),
    'models.overrides.json': manifestText(overrides(answers, today)),
    'tsconfig.json': manifestText({ extends: '../../tsconfig.base.json', include: ['src', 'test'] }),
    'tsconfig.build.json': manifestText({ extends: '../../tooling/tsconfig/build.json' }),
    'tsup.config.ts': "import { library } from '../../tooling/tsup/library.ts'\n\nexport default library()\n",
    'test/checklist.test.ts': checklist(answers),
  }
}

/** The name of a package of the workspace. */
export const insideName = (id: string): string => `@llmrr/provider-${id}`

/** Ranges stay those of the workspace and its catalog. */
export function insideManifest(template: Manifest, answers: Answers): Manifest {
  const folder = `packages/provider-${answers.names.id}`
  const { version, description, keywords, license, files, type, sideEffects, engines } = commonFields(answers)
  return {
    name: insideName(answers.names.id),
    version,
    description,
    keywords,
    homepage: `${url}/tree/main/${folder}#readme`,
    bugs: `${url}/issues`,
    license,
    repository: { type: 'git', url: `git+${url}.git`, directory: folder },
    files,
    type,
    sideEffects,
    exports: { '.': './src/index.ts', './package.json': './package.json' },
    publishConfig: {
      exports: {
        '.': { types: './dist/index.d.ts', default: './dist/index.js' },
        './package.json': './package.json',
      },
      access: 'public',
    },
    scripts: { build: 'tsup && tsc -p tsconfig.build.json' },
    dependencies: template.dependencies,
    devDependencies: template.devDependencies,
    peerDependencies: template.peerDependencies,
    engines,
  }
}

/** The default model as the catalogue's only fact, until the fact sheet has given more. */
function overrides({ names, baseURL, defaultModel }: Answers, today: string): Manifest {
  return {
    $comment: 'Read by tooling/catalogue; see its README.',
    overrides: [
      {
        models: [defaultModel],
        source: baseURL,
        asOf: today,
        note: `Made with the package; replace it by what ${names.title} says of its models.`,
        set: { capabilities: ['chat'], input: ['text'], output: ['text'] },
      },
    ],
  }
}

/** The changeset of a new provider: its path from the root of the workspace, and its text. */
export const insideChangeset = ({ names }: Answers): readonly [path: string, text: string] => [
  `.changeset/provider-${names.id}.md`,
  `---\n'${insideName(names.id)}': minor\n---\n\n${names.title}: chat.\n`,
]
