import { defineProvider } from '@llmrr/core'
import {
  anthropicMessages,
  chatHandler,
  createHttp,
  fromEnv,
  keyHeader,
  messagesCountTokens,
  messagesLimits,
  readMessagesError,
} from '@llmrr/provider-kit'
import { listModels } from './list-models.ts'
import type { ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, MessagesQuirks } from '@llmrr/provider-kit'

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

// In what Acme differs from Anthropic's own service.
const quirks: Partial<MessagesQuirks> = {
  path: () => '/messages',
  countPath: () => '/messages/count_tokens',
}

/** Acme, over the format that it shares with Anthropic. */
export const acme = defineProvider('acme', (config: AcmeConfig = {}) => {
  const http = createHttp({
    baseURL: fromEnv(config.baseURL, ['ACME_BASE_URL'], address),
    auth: config.auth ?? keyHeader('x-api-key', config.apiKey, 'ACME_API_KEY'),
    headers: { 'anthropic-version': '2023-06-01', ...config.headers },
    readError: readMessagesError,
    limits: messagesLimits,
    requestIdHeader: 'request-id',
  })
  return {
    defaultModel: config.defaultModel ?? 'acme-large',
    credentials: ['ACME_API_KEY'],
    models: () => import('./models.ts'),
    // #region models
    listModels: (context) => listModels(http, context),
    // #endregion models
    chat: chatHandler(http, anthropicMessages(quirks)),
    // #region countTokens
    countTokens: messagesCountTokens(http, quirks),
    // #endregion countTokens
  }
})
