import { defineProvider } from '@llmrr/core'
import {
  bearer,
  fromEnv,
  openaiComplete,
  openaiFiles,
  openaiLimits,
  openaiModels,
  vendorHttp,
} from '@llmrr/provider-kit'
import { extras } from './extras.ts'
import { options } from './options.ts'
import { quirks, without, xaiChat } from './chat.ts'
import { isRefused, readError } from './errors.ts'
import { readModel } from './listing.ts'
import { xaiBatch } from './batch.ts'
import { xaiImages } from './image.ts'
import { xaiSpeech, xaiTranscribe } from './audio.ts'
import { xaiVideo } from './video.ts'
import type { ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'

/** How an xAI provider is made. Everything may be left out. */
export interface XAIConfig extends ProviderConfig {
  /** Default: `XAI_API_KEY`. A function is called for each attempt, but not again for a wrong key, which is a 400 here. */
  readonly apiKey?: ApiKey
  /** Default: the host of `region`, else `XAI_BASE_URL`, else `https://api.x.ai/v1`. */
  readonly baseURL?: string
  /** Where requests are processed. Default: wherever the service likes. */
  readonly region?: 'us-east-1' | 'eu-west-1' | (string & {})
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** Of chats and texts, for a reference that names only the provider. The other capabilities have their own. */
  readonly defaultModel?: string
}

const hostOf = (region: string): string => `https://${region}.api.x.ai/v1`

const pageSize = 100

/** xAI: the Grok models with search of the web and of X, pictures, films and voices. */
export const xai = defineProvider('xai', (config: XAIConfig = {}) => {
  const vendor: OpenAIVendor = {
    baseURL: fromEnv(
      config.baseURL ?? (config.region && hostOf(config.region)),
      ['XAI_BASE_URL'],
      'https://api.x.ai/v1',
    ),
    auth: config.auth ?? bearer(config.apiKey, 'XAI_API_KEY'),
    headers: config.headers,
    readError,
    isRefused,
    limits: openaiLimits,
    requestIdHeader: ['x-request-id', 'x-trace-id'],
    without,
    quirks,
  }
  const http = vendorHttp(vendor)
  const chat = xaiChat(http, vendor)
  return {
    // As of 2026-11-22: thinks as much as it is told to, a window of a million tokens, and half the price of the newest.
    defaultModel: config.defaultModel ?? 'grok-4.3',
    credentials: ['XAI_API_KEY'],
    options,
    models: () => import('./models.ts'),
    listModels: openaiModels(vendor, { readModel }),
    chat: chat.chat,
    complete: openaiComplete(vendor, { without: (target) => ['suffix', ...without(target)] }),
    image: Object.assign(xaiImages(vendor), { defaultModel: 'grok-imagine-image' }),
    speech: Object.assign(xaiSpeech(vendor), { defaultModel: 'grok-tts' }),
    transcribe: Object.assign(xaiTranscribe(vendor), { defaultModel: 'grok-stt' }),
    video: Object.assign(xaiVideo(http), { defaultModel: 'grok-imagine-video' }),
    batch: xaiBatch(http, chat),
    files: openaiFiles(vendor, {
      // It tells a token behind the last page, too.
      page: (before) => {
        const token = before?.pagination_token
        if (before && (!token || before.data.length < pageSize)) return undefined
        return { limit: pageSize, ...(token && { pagination_token: token }) }
      },
      // Both stand before the file; nothing is made of a purpose.
      fields: ({ purpose, expiresInSeconds }) => ({ purpose, expires_after: expiresInSeconds }),
      expiry: () => ({}),
    }),
    extras: extras(http, chat),
  }
})
