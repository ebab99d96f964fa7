import { defineProvider } from '@llmrr/core'
import {
  bearer,
  fromEnv,
  openaiChat,
  openaiComplete,
  openaiEmbed,
  openaiRerank,
  openaiTranscribe,
  vendorHttp,
} from '@llmrr/provider-kit'
import { audioURL, platformURL } from './addresses.ts'
import { complete, embed, rerank } from './texts.ts'
import { createPlatform } from './platform.ts'
import { datasets } from './datasets.ts'
import { extras } from './extras.ts'
import { fireworksBatch } from './batch.ts'
import { fireworksImage } from './image.ts'
import { fireworksTune } from './tune.ts'
import { listModels } from './listing.ts'
import { options } from './options.ts'
import { quirks, withAffinity } from './chat.ts'
import { readError } from './errors.ts'
import { readEvent } from './performance.ts'
import { transcribe } from './transcribe.ts'
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
  /** Of chats and texts, for a reference that names only the provider. The other capabilities have their own. */
  readonly defaultModel?: string
}

const keys = ['FIREWORKS_API_KEY', 'FIREWORKS_AI_API_KEY']

/** Fireworks AI: open-weight models for text, pictures and transcripts, and deployments of your own. */
export const fireworks = defineProvider('fireworks', (config: FireworksConfig = {}) => {
  const baseURL = fromEnv(
    config.baseURL,
    ['FIREWORKS_BASE_URL', 'FIREWORKS_AI_API_BASE'],
    'https://api.fireworks.ai/inference/v1',
  )
  const vendor: OpenAIVendor = {
    baseURL,
    auth: config.auth ?? bearer(config.apiKey, ...keys),
    headers: config.headers,
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
  const url = platformURL(baseURL)
  const platform = createPlatform(
    vendorHttp({ ...vendor, baseURL: url }),
    fromEnv(config.accountId, ['FIREWORKS_ACCOUNT_ID']),
  )
  const kept = datasets(platform)
  return {
    // As of 2026-07-02: tools, schemas, reasoning, and the price of a small model.
    defaultModel: config.defaultModel ?? 'accounts/fireworks/models/gpt-oss-120b',
    credentials: keys,
    options,
    models: () => import('./models.ts'),
    listModels: listModels(platform, url),
    chat: openaiChat(vendor),
    complete: openaiComplete(vendor, complete),
    embed: Object.assign(openaiEmbed(vendor, embed), { defaultModel: 'accounts/fireworks/models/qwen3-embedding-8b' }),
    rerank: Object.assign(openaiRerank(vendor, rerank), {
      defaultModel: 'accounts/fireworks/models/qwen3-reranker-8b',
    }),
    image: fireworksImage(vendorHttp(vendor)),
    transcribe: Object.assign(
      openaiTranscribe(
        {
          ...vendor,
          locate: (request, context) => ({ ...request, path: `${audioURL(baseURL, context)}${request.path}` }),
        },
        transcribe,
      ),
      { defaultModel: 'whisper-v3-turbo' },
    ),
    batch: fireworksBatch(vendor, platform, kept),
    tune: fireworksTune(platform),
    files: kept.files,
    extras: extras(platform),
  }
})
