import { defineProvider } from '@llmrr/core'
import { bearer, fromEnv, openaiEmbed, openaiModels, vendorHttp } from '@llmrr/provider-kit'
import { encodingOf, vectorOf } from './vectors.ts'
import { extras } from './extras.ts'
import { options } from './options.ts'
import { perplexityChat } from './chat.ts'
import { perplexitySearch } from './search.ts'
import { quirks, without } from './sonar.ts'
import { readError } from './errors.ts'
import { readModel } from './listing.ts'
import type { ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'

/** How a Perplexity provider is made. Everything may be left out. */
export interface PerplexityConfig extends ProviderConfig {
  /** Default: `PERPLEXITY_API_KEY`, else `PPLX_API_KEY`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** Default: `PERPLEXITY_BASE_URL`, else `https://api.perplexity.ai`. */
  readonly baseURL?: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** Of chats, for a reference that names only the provider. The other capabilities have their own. */
  readonly defaultModel?: string
}

const keys = ['PERPLEXITY_API_KEY', 'PPLX_API_KEY']

/** Perplexity: answers from the web with their sources, other makers' models beside its own, search and embeddings. */
export const perplexity = defineProvider('perplexity', (config: PerplexityConfig = {}) => {
  const vendor: OpenAIVendor = {
    baseURL: fromEnv(config.baseURL, ['PERPLEXITY_BASE_URL'], 'https://api.perplexity.ai'),
    auth: config.auth ?? bearer(config.apiKey, ...keys),
    headers: config.headers,
    readError,
    limits: {},
    without,
    quirks,
  }
  const http = vendorHttp(vendor)
  return {
    // As of 2026-08-10: Perplexity's own model over the Agent API, and its cheapest but one.
    defaultModel: config.defaultModel ?? 'perplexity/sonar',
    credentials: keys,
    options,
    models: () => import('./models.ts'),
    listModels: openaiModels(vendor, { path: '/v1/models', readModel }),
    chat: perplexityChat(http, vendor),
    embed: Object.assign(
      openaiEmbed(vendor, {
        path: '/v1/embeddings',
        without: ['user'],
        body: (body, _request, context) => ({ ...body, ...encodingOf(context) }),
        readVector: vectorOf,
      }),
      { defaultModel: 'pplx-embed-v1-0.6b' },
    ),
    search: perplexitySearch(http),
    extras: extras(http),
  }
})
