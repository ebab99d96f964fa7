import { createRouter } from '@llmrr/core'
import { loadConfig } from './config.ts'
import { credentialsFound, discover } from './discover.ts'
import { usageError } from './usage-error.ts'
import type { Provider, RouterOptions } from '@llmrr/core'
import type { Found } from './discover.ts'
import type { LlmrrConfig } from './config.ts'
import type { Terminal } from './terminal.ts'

/** What the user has: a config file and provider packages. */
export interface Installed {
  readonly config: LlmrrConfig
  readonly found: readonly Found[]
  /** Those of the config first, then each found package whose provider the config does not bring. */
  readonly providers: readonly Provider[]
}

const isProvider = (plugin: unknown): plugin is Provider =>
  typeof plugin === 'object' && plugin !== null && 'api' in plugin

/** Reads the config file and the dependencies. */
export async function installed(terminal: Terminal): Promise<Installed> {
  const config = await loadConfig(terminal.cwd)
  const found = await discover(terminal.cwd)
  const configured = (config.use ?? []).filter(isProvider)
  const kinds = new Set(configured.map((provider) => provider.kind))
  const further = found.flatMap(({ plugin }) => (plugin && !kinds.has(plugin.kind) ? [plugin()] : []))
  return { config, found, providers: [...configured, ...further] }
}

/** The router over everything installed. @throws UsageError when there is no provider. */
export function userRouter({ config, found, providers }: Installed) {
  if (providers.length === 0) {
    const problems = found.map(({ name, problem }) => ` ${name}: ${problem}.`).join('')
    throw usageError(
      problems
        ? `No provider can be used.${problems}`
        : 'No provider is installed here: npm install @llmrr/provider-openai (or any other @llmrr/provider-*).',
    )
  }
  const plugins = (config.use ?? []).filter((plugin) => !isProvider(plugin))
  return createRouter({ ...config, use: [...providers, ...plugins] } as RouterOptions)
}

/** A model to use when none is named: every provider whose credential was found, as a fallback chain. */
export function defaultModels({ providers }: Installed, env: (name: string) => string | undefined): readonly string[] {
  return providers
    .filter((provider) => provider.defaultModel && credentialsFound(provider, env).length > 0)
    .map((provider) => provider.id)
}
