import type { Check, Finding } from './repo.ts'

/** What stands in no committed file; each says why. */
const patterns: readonly { readonly pattern: RegExp; readonly message: string }[] = [
  {
    pattern: /(?<![\w.~}])\/(?:work|home|Users|root|private|var\/folders)\/[\w.-]+/,
    message: 'names a path of one machine; make it relative.',
  },
  {
    pattern: /\bregistry\.(?:npmjs|npmmirror|yarnpkg)\b|\bverdaccio\.[a-z]/,
    message: 'names a registry host; the package manager knows its own.',
  },
  {
    // Keys are long, with letters of both cases and digits; the made-up ones of tests and docs are words.
    pattern: /\b(?:sk-|gsk_|xai-|AIza|ghp_|npm_|hf_)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?=[\w-]*\d)[\w-]{24,}/,
    message: 'looks like a real credential.',
  },
  {
    pattern: /\bAKIA(?!.*EXAMPLE)[A-Z0-9]{16}\b/,
    message: 'looks like a real credential.',
  },
]

const binary = /\.(?:png|jpe?g|gif|webp|ico|pdf|wav|mp3|woff2?|zip|gz)$/

/** No file names a machine's path or a registry's host, or holds what looks like a key. */
export const leaks: Check = (repo) =>
  repo.paths
    .filter((path) => !binary.test(path))
    .flatMap((path) =>
      repo
        .read(path)
        .split('\n')
        .flatMap((line, index): Finding[] =>
          patterns
            .filter(({ pattern }) => pattern.test(line))
            .map(({ message }) => ({ path, line: index + 1, message })),
        ),
    )

/** The lockfile says versions and hashes only, so that it serves behind every registry. */
export const lockfile: Check = (repo) =>
  repo.paths.includes('pnpm-lock.yaml')
    ? repo
        .read('pnpm-lock.yaml')
        .split('\n')
        .flatMap((line, index) =>
          /\btarball:|https?:\/\//.test(line) && !/^\s+deprecated:/.test(line)
            ? [
                {
                  path: 'pnpm-lock.yaml',
                  line: index + 1,
                  message: 'says where a package comes from; install from the registry alone.',
                },
              ]
            : [],
        )
    : [{ path: 'pnpm-lock.yaml', message: 'is missing; installs would differ.' }]
