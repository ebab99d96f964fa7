import type { Answers } from './answers.ts'

/** A `package.json`. */
export interface Manifest {
  readonly [field: string]: unknown
  readonly name?: string
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** The fields of every provider's `package.json`. */
export function commonFields({ names }: Answers): Manifest {
  return {
    version: '0.0.0',
    description: `${names.title} as a provider for LLMRR.`,
    keywords: [...new Set(['ai', 'llm', 'llmrr-provider', names.id])].toSorted(),
    license: 'MIT',
    files: ['dist'],
    type: 'module',
    sideEffects: false,
    engines: { node: '>=22.12' },
  }
}

/** A manifest as text. */
export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`
