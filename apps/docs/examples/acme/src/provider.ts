// #region provider
import { defineProvider } from '@llmrr/core'
import { bearer, chatHandler, createHttp, fromEnv } from '@llmrr/provider-kit'
import { readError } from './errors.ts'
import { reader, unfold } from './reader.ts'
import { params, toRequest } from './request.ts'
import type { ProviderConfig } from '@llmrr/core'
import type { ApiKey } from '@llmrr/provider-kit'

/** How an Acme provider is made. Everything may be left out. */
export interface AcmeConfig extends ProviderConfig {
  /** Default: `ACME_API_KEY`. */
  readonly apiKey?: ApiKey
  /** Default: `ACME_BASE_URL`, else `https://api.acme.example/v1`. */
  readonly baseURL?: string
}

/** Acme, a service that does not exist. */
export const acme = defineProvider('acme', (config: AcmeConfig = {}) => {
  const http = createHttp({
    baseURL: fromEnv(config.baseURL, ['ACME_BASE_URL'], 'https://api.acme.example/v1'),
    auth: bearer(config.apiKey, 'ACME_API_KEY'),
    readError,
  })
  return {
    defaultModel: 'anvil-2',
    credentials: ['ACME_API_KEY'],
    chat: chatHandler(http, { toRequest, unfold, reader, params }),
  }
})
// #endregion provider
