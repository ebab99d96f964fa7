import { defineProvider } from '@llmrr/core'
import { bearer, chatHandler, createHttp, fromEnv } from '@llmrr/provider-kit'
import { embed } from './embed.ts'
import { listModels } from './list-models.ts'
import { params, toRequest } from './request.ts'
import { readError } from './errors.ts'
import { reader, unfold } from './reader.ts'
import type { ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth } from '@llmrr/provider-kit'

/** How a provider for Acme is made. Everything may be left out. */
export interface AcmeConfig extends ProviderConfig {
  /** Default: `ACME_API_KEY`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** Default: `ACME_BASE_URL`, else `https://api.acme.example/v1`. */
  readonly baseURL?: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** For a reference that names only the provider. */
  readonly defaultModel?: string
}

const address = 'https://api.acme.example/v1'

/** Acme, over its own format. */
export const acme = defineProvider('acme', (config: AcmeConfig = {}) => {
  const http = createHttp({
    baseURL: fromEnv(config.baseURL, ['ACME_BASE_URL'], address),
    auth: config.auth ?? bearer(config.apiKey, 'ACME_API_KEY'),
    headers: config.headers,
    readError,
  })
  return {
    defaultModel: config.defaultModel ?? 'acme-large',
    credentials: ['ACME_API_KEY'],
    models: () => import('./models.ts'),
    // #region models
    listModels: (context) => listModels(http, context),
    // #endregion models
    // Server-sent events and lines of JSON are told by their content type; another decoder would stand here as `decoder`.
    chat: chatHandler(http, { toRequest, reader, unfold, params }),
    // #region embed
    embed: embed(http),
    // #endregion embed
  }
})
