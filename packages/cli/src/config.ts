import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { usageError } from './usage-error.ts'
import type { RouterOptions } from '@llmrr/core'

/** What `llmrr.config.ts` exports by default: the router's options, all optional. */
export type LlmrrConfig = Partial<RouterOptions>

/** Types a config file's default export. */
export const defineConfig = (config: LlmrrConfig): LlmrrConfig => config

const names = ['llmrr.config.ts', 'llmrr.config.mts', 'llmrr.config.js', 'llmrr.config.mjs']

/** The config file nearest to a folder, upwards; `undefined` when there is none. */
export function findConfig(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = names.map((name) => join(at, name)).find(existsSync)
    if (found || dirname(at) === at) return found
  }
}

/** Loads it. @throws UsageError that names the file when it does not load or exports no object. */
export async function loadConfig(folder: string): Promise<LlmrrConfig> {
  const path = findConfig(folder)
  if (!path) return {}
  let module: { readonly default?: unknown }
  try {
    module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown }
  } catch (error) {
    throw usageError(`${path} cannot be loaded: ${(error as Error).message.split('\n')[0]}`)
  }
  if (typeof module.default !== 'object' || module.default === null)
    throw usageError(
      `${path} must export the router's options by default: export default { use: [...], routes: {...} }`,
    )
  return module.default as LlmrrConfig
}
