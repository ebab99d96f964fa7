import { readFileSync } from 'node:fs'

/** The version of this package: its manifest lies beside the folder of this file, in the workspace and when installed. */
export const version = (): string =>
  (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string })
    .version
