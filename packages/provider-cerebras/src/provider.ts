import { defineProvider } from '@llmrr/core'
import { bearer, headersFromEnv, openaiChat, openaiComplete, openaiModels } from '@llmrr/provider-kit'
import { options, optionsOf } from './options.ts'
import { quirks, without } from './chat.ts'
import { readError } from './errors.ts'
import { readModel } from './listing.ts'
import type { Host, ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, LimitHeaders, OpenAIVendor } from '@llmrr/provider-kit'

/** How a Cerebras provider is made. Everything may be left out. */
export interface CerebrasConfig extends ProviderConfig {
  /** Default: `CEREBRAS_API_KEY`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** Default: `/v1` on the host of `CEREBRAS_BASE_URL`, else `https://api.cerebras.ai/v1`. */
  readonly baseURL?: string
  /** Sent with every request, over those of `CEREBRAS_CUSTOM_HEADERS`. */
  readonly headers?: Readonly<Record<string, string>>
  /** The name under which Cerebras counts requests of an integration. Default: none is told. */
  readonly integration?: string
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** For a reference that names only the provider. */
  readonly defaultModel?: string
}

const limitOf = (what: 'requests' | 'tokens', time: 'minute' | 'hour' | 'day'): [string, string, string] => [
  `x-ratelimit-limit-${what}-${time}`,
  `x-ratelimit-remaining-${what}-${time}`,
  `x-ratelimit-reset-${what}-${time}`,
]

/** Every answer tells of two limits, newer ones of all six. */
const limits: LimitHeaders = {
  requests: limitOf('requests', 'day'),
  tokens: limitOf('tokens', 'minute'),
  'requests-minute': limitOf('requests', 'minute'),
  'requests-hour': limitOf('requests', 'hour'),
  'tokens-hour': limitOf('tokens', 'hour'),
  'tokens-day': limitOf('tokens', 'day'),
}

/** Cerebras: open-weight models at thousands of tokens per second. */
export const cerebras = defineProvider('cerebras', (config: CerebrasConfig = {}) => {
  const customHeaders = headersFromEnv('CEREBRAS_CUSTOM_HEADERS')
  const vendor: OpenAIVendor = {
    // As the official SDK: the variable names a host, to which the path is added.
    baseURL:
      config.baseURL ??
      ((host: Host) => `${(host.env('CEREBRAS_BASE_URL') || 'https://api.cerebras.ai').replace(/\/$/, '')}/v1`),
    auth: config.auth ?? bearer(config.apiKey, 'CEREBRAS_API_KEY'),
    headers: (host) => ({
      'x-cerebras-3rd-party-integration': config.integration,
      ...customHeaders(host),
      ...config.headers,
    }),
    readError,
    limits,
    requestIdHeader: ['x-request-id', 'inference-id'],
    without,
    quirks,
  }
  return {
    // As of 2026-11-22: the one model of today that is no preview; thinks, and holds to schemas.
    defaultModel: config.defaultModel ?? 'gpt-oss-120b',
    credentials: ['CEREBRAS_API_KEY'],
    options,
    models: () => import('./models.ts'),
    // In this form the list tells windows and prices.
    listModels: openaiModels(vendor, { path: '/models?format=openrouter', readModel }),
    chat: openaiChat(vendor),
    complete: openaiComplete(vendor, {
      body(body, _request, context) {
        const { minTokens, logitBias } = optionsOf(context)
        return {
          ...body,
          ...(minTokens !== undefined && { min_tokens: minTokens }),
          ...(logitBias !== undefined && { logit_bias: logitBias }),
        }
      },
    }),
  }
})
