import { memoryRepo } from '../src/repo.ts'
import type { Finding, Repo } from '../src/repo.ts'

const manifest = {
  name: '@llmrr/provider-acme',
  version: '1.0.0',
  description: 'Acme as a provider.',
  keywords: ['llmrr-provider'],
  homepage: 'https://github.com/llmrr/llmrr/tree/main/packages/provider-acme#readme',
  bugs: 'https://github.com/llmrr/llmrr/issues',
  license: 'MIT',
  repository: { type: 'git', url: 'git+https://github.com/llmrr/llmrr.git', directory: 'packages/provider-acme' },
  files: ['dist'],
  type: 'module',
  sideEffects: false,
  exports: { '.': './src/index.ts', './package.json': './package.json' },
  publishConfig: {
    access: 'public',
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './package.json': './package.json' },
  },
  scripts: { build: 'tsup && tsc -p tsconfig.build.json' },
  devDependencies: { '@llmrr/core': 'workspace:^', '@llmrr/testing': 'workspace:^' },
  peerDependencies: { '@llmrr/core': 'workspace:^' },
  engines: { node: '>=22.12' },
}

/** A listing with one provider, `acme`, in which everything is as it should be, and what a test changes in it. */
export function house(
  files: Readonly<Record<string, string>> = {},
  fields: Readonly<Record<string, unknown>> = {},
): Repo {
  return memoryRepo({
    'packages/provider-acme/package.json': JSON.stringify({ ...manifest, ...fields }),
    'packages/provider-acme/README.md': '# Acme',
    'packages/provider-acme/api.md': '# Acme',
    'packages/provider-acme/tsconfig.json': '{}',
    'packages/provider-acme/tsconfig.build.json': '{}',
    'packages/provider-acme/tsup.config.ts': 'export default {}',
    'packages/provider-acme/src/index.ts': '/** Acme. */\nexport const acme = 1\n',
    'packages/provider-acme/test/acme.test.ts': 'export {}',
    ...files,
  })
}

/** Findings as `path:line message`. */
export function told(findings: readonly Finding[]): string[] {
  return findings.map(({ path, line, message }) => `${path}${line === undefined ? '' : `:${line}`} ${message}`)
}
