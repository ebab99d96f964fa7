import { defineProvider } from '@llmrr/core'
import {
  bearer,
  eitherDialect,
  fromEnv,
  openaiChatDialect,
  openaiComplete,
  openaiModels,
  vendorHttp,
} from '@llmrr/provider-kit'
import { betaOf } from './beta.ts'
import { extras } from './extras.ts'
import { options, optionsOf } from './options.ts'
import { quirks, responses, without } from './chat.ts'
import { readError } from './errors.ts'
import type { ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'

/** How a DeepSeek provider is made. Everything may be left out. */
export interface DeepSeekConfig extends ProviderConfig {
  /** Default: `DEEPSEEK_API_KEY`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** Default: `DEEPSEEK_BASE_URL`, else `https://api.deepseek.com`. What is in beta goes to `/beta` below it. */
  readonly baseURL?: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** For a reference that names only the provider. */
  readonly defaultModel?: string
}

/** DeepSeek: models that think, with a window of a million tokens and a prompt cache that works by itself. */
export const deepseek = defineProvider('deepseek', (config: DeepSeekConfig = {}) => {
  const baseURL = fromEnv(config.baseURL, ['DEEPSEEK_BASE_URL'], 'https://api.deepseek.com')
  const vendor: OpenAIVendor = {
    baseURL,
    auth: config.auth ?? bearer(config.apiKey, 'DEEPSEEK_API_KEY'),
    headers: config.headers,
    readError,
    limits: {},
    requestIdHeader: 'x-ds-trace-id',
    locate: betaOf(baseURL),
    without,
    quirks,
  }
  const http = vendorHttp(vendor)
  return {
    // As of 2026-11-22: tools, pictures, thinking, and a quarter of the price of the larger one.
    defaultModel: config.defaultModel ?? 'deepseek-flash',
    credentials: ['DEEPSEEK_API_KEY'],
    options,
    models: () => import('./models.ts'),
    listModels: openaiModels(vendor),
    chat: eitherDialect(http, { chat: openaiChatDialect(vendor), responses: responses() }, (target) => {
      const { api, tools } = optionsOf({ target })
      return api ?? (tools?.length ? 'responses' : 'chat')
    }),
    complete: openaiComplete(vendor, {
      // Texts are filled in without thinking.
      without: ['seed', 'user'],
      body: (body, _request, context) => {
        const { echo } = optionsOf(context)
        return { ...body, ...(echo !== undefined && { echo }), thinking: { type: 'disabled' } }
      },
    }),
    extras: extras(http),
  }
})
