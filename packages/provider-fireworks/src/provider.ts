import { defineProvider } from '@llmrr/core'
import { bearer, fromEnv, openaiChat, openaiComplete, openaiEmbed, openaiRerank } from '@llmrr/provider-kit'
import { complete, embed, rerank } from './texts.ts'
import { options } from './options.ts'
import { quirks, withAffinity } from './chat.ts'
import { readError } from './errors.ts'
import { readEvent } from './performance.ts'
import type { ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'

/** How a Fireworks AI provider is made. Everything may be left out. */
export interface FireworksConfig extends ProviderConfig {
  /** Default: `FIREWORKS_API_KEY`, else `FIREWORKS_AI_API_KEY`. A function is called for each attempt, and once more after a 401 or 403. */
  readonly apiKey?: ApiKey
  /** Of models. Default: `FIREWORKS_BASE_URL`, else `https://api.fireworks.ai/inference/v1`. */
  readonly baseURL?: string
  /** For batches, files, tunings and deployments. Default: `FIREWORKS_ACCOUNT_ID`. */
  readonly accountId?: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** Of chats, for a reference that names only the provider. */
  readonly defaultModel?: string
}

const keys = ['FIREWORKS_API_KEY', 'FIREWORKS_AI_API_KEY']

/** Fireworks AI: open-weight models for text, pictures and transcripts, and deployments of your own. */
export const fireworks = defineProvider('fireworks', (config: FireworksConfig = {}) => {
  const vendor: OpenAIVendor = {
    baseURL: fromEnv(
      config.baseURL,
      ['FIREWORKS_BASE_URL', 'FIREWORKS_AI_API_BASE'],
      'https://api.fireworks.ai/inference/v1',
    ),
    auth: config.auth ?? bearer(config.apiKey, ...keys),
    ...(config.headers && { headers: config.headers }),
    readError,
    readEvent,
    limits: {
      requests: ['x-ratelimit-limit-requests', 'x-ratelimit-remaining-requests'],
      input: ['x-ratelimit-limit-tokens-prompt', 'x-ratelimit-remaining-tokens-prompt'],
      output: ['x-ratelimit-limit-tokens-generated', 'x-ratelimit-remaining-tokens-generated'],
      uncachedInput: [
        'x-ratelimit-limit-tokens-cache-adjusted-prompt',
        'x-ratelimit-remaining-tokens-cache-adjusted-prompt',
      ],
    },
    // A wrong key is a 403.
    isRefused: ({ status }) => status === 401 || status === 403,
    locate: withAffinity,
    quirks,
  }
  return {
    // As of 2026-07-02: tools, schemas, reasoning, and the price of a small model.
    defaultModel: config.defaultModel ?? 'accounts/fireworks/models/gpt-oss-120b',
    credentials: keys,
    options,
    models: () => import('./models.ts'),
    chat: openaiChat(vendor),
    complete: openaiComplete(vendor, complete),
    embed: openaiEmbed(vendor, embed),
    rerank: openaiRerank(vendor, rerank),
  }
})
