import { defineProvider } from '@llmrr/core'
import {
  anthropicMessages,
  chatHandler,
  createHttp,
  headersFromEnv,
  messagesCountTokens,
  messagesLimits,
  readMessagesError,
} from '@llmrr/provider-kit'
import { batch } from './batch.ts'
import { credentials, variables } from './credentials.ts'
import { files } from './files.ts'
import { listModels } from './listing.ts'
import { options } from './options.ts'
import type { Host, ProviderConfig, Target } from '@llmrr/core'
import type { ApiKey, Auth } from '@llmrr/provider-kit'

/** How an Anthropic provider is made. Everything may be left out. */
export interface AnthropicConfig extends ProviderConfig {
  /** Default: `ANTHROPIC_API_KEY`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** Instead of a key: an OAuth or workload token. Default: `ANTHROPIC_AUTH_TOKEN`, where there is no key. */
  readonly authToken?: ApiKey
  /** The host, without `/v1`. Default: `ANTHROPIC_BASE_URL`, else `https://api.anthropic.com`. */
  readonly baseURL?: string
  /** Sent with every request, over those of `ANTHROPIC_CUSTOM_HEADERS`. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key or token: headers from a request and its context. */
  readonly auth?: Auth
  /** Value of `anthropic-version`. Default `2023-06-01`; from `2026-10-21` on, no model takes sampling parameters. */
  readonly version?: string
  /** Values of `anthropic-beta` for every request. */
  readonly betas?: readonly string[]
  /** For credentials that span several workspaces. */
  readonly workspaceId?: string
  /** Lets a browser ask the service. Everybody who sees the page then sees the credential. Default `false`. */
  readonly browser?: boolean
  /** For a reference that names only the provider. */
  readonly defaultModel?: string
}

/** Anthropic: the Claude models, over the Messages API. */
export const anthropic = defineProvider('anthropic', (config: AnthropicConfig = {}) => {
  const { version = '2023-06-01' } = config
  const customHeaders = headersFromEnv('ANTHROPIC_CUSTOM_HEADERS')
  const ownHeaders = Object.fromEntries(
    Object.entries(config.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  )
  // A header of a request replaces one of the same name, so betas from everywhere are put together.
  const betas = (host: Host): readonly string[] => {
    const written = { ...customHeaders(host), ...ownHeaders }['anthropic-beta']?.split(',') ?? []
    return [...(config.betas ?? []), ...written.map((beta) => beta.trim())].filter(Boolean)
  }
  const baseURL = (host: Host): string =>
    (config.baseURL ?? (host.env('ANTHROPIC_BASE_URL') || 'https://api.anthropic.com')).replace(/\/+(?:v1\/*)?$/, '')
  const http = createHttp({
    baseURL,
    auth: config.auth ?? credentials(config),
    headers: (host) => ({
      'anthropic-version': version,
      'anthropic-workspace-id': config.workspaceId,
      'anthropic-dangerous-direct-browser-access': config.browser ? 'true' : undefined,
      ...customHeaders(host),
      ...ownHeaders,
      'anthropic-beta': betas(host).join(',') || undefined,
    }),
    readError: readMessagesError,
    limits: messagesLimits,
    requestIdHeader: 'request-id',
  })
  const dialect = anthropicMessages({ version, betas })
  const paramsOf = dialect.params as (target: Target) => readonly string[]
  return {
    // As of 2026-11-22: good at everything, at half the price of Opus.
    defaultModel: config.defaultModel ?? 'claude-sonnet-5-5',
    credentials: variables,
    options,
    models: () => import('./models.ts'),
    listModels: listModels(http, paramsOf, ({ host }) => `${baseURL(host)}/v1/models`),
    chat: chatHandler(http, dialect),
    countTokens: messagesCountTokens(http, { version, betas }),
    batch: batch(http, dialect),
    files: files(http, version, ({ host }) => betas(host)),
  }
})
