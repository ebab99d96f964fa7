import { defineProvider } from '@llmrr/core'
import {
  bearer,
  fromEnv,
  headersFromEnv,
  openaiBatch,
  openaiChat,
  openaiChatDialect,
  openaiComplete,
  openaiEmbed,
  openaiFiles,
  openaiImages,
  openaiModels,
  openaiRerank,
  openaiSpeech,
  openaiTranscribe,
  read,
  vendorHttp,
} from '@llmrr/provider-kit'
import { batch, files } from './batch.ts'
import { complete, rerank } from './texts.ts'
import { extras } from './extras.ts'
import { images } from './image.ts'
import { options } from './options.ts'
import { quirks, without } from './chat.ts'
import { readError } from './errors.ts'
import { readModel } from './listing.ts'
import { speech, transcribe } from './audio.ts'
import { togetherTune } from './tune.ts'
import { togetherVideo } from './video.ts'
import type { ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'

/** How a Together AI provider is made. Everything may be left out. */
export interface TogetherConfig extends ProviderConfig {
  /** Default: `TOGETHER_API_KEY`, else `TOGETHER_AI_API_KEY`, else `TOGETHERAI_API_KEY`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** With its version. Default: `TOGETHER_BASE_URL`, else `https://api.together.ai/v1`. */
  readonly baseURL?: string
  /** Sent with every request, over those of `TOGETHER_CUSTOM_HEADERS`. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** Of chats and texts, for a reference that names only the provider. Embeddings, pictures, speech and transcripts have their own. */
  readonly defaultModel?: string
}

const keys = ['TOGETHER_API_KEY', 'TOGETHER_AI_API_KEY', 'TOGETHERAI_API_KEY']

/** Together AI: open-weight models for text, pictures, sound and film, serverless or on machines of your own. */
export const together = defineProvider('together', (config: TogetherConfig = {}) => {
  const customHeaders = headersFromEnv('TOGETHER_CUSTOM_HEADERS')
  const baseURL = fromEnv(config.baseURL, ['TOGETHER_BASE_URL'], 'https://api.together.ai/v1')
  const vendor: OpenAIVendor = {
    baseURL,
    auth: config.auth ?? bearer(config.apiKey, ...keys),
    headers: (host) => ({ ...customHeaders(host), ...config.headers }),
    readError,
    limits: {
      // Per second.
      requests: ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'],
      tokens: [
        ['x-ratelimit-limit-tokens', 'x-tokenlimit-limit'],
        ['x-ratelimit-remaining-tokens', 'x-tokenlimit-remaining'],
      ],
    },
    // Every reply carries a `retry-after`, good ones as well.
    waitsOn: [429, 503],
    without,
    quirks,
  }
  const http = vendorHttp(vendor)
  const films = vendorHttp({
    ...vendor,
    // The service's own address has films at another version of the API; the official SDK keeps to a base URL of one's own, too.
    baseURL: (host) => read(baseURL, host).replace(/^(https:\/\/api\.together\.(?:ai|xyz))\/v1\/?$/, '$1/v2'),
  })
  return {
    // As of 2026-07-02: tools, schemas, reasoning, and the price of a small model.
    defaultModel: config.defaultModel ?? 'openai/gpt-oss-120b',
    credentials: keys,
    options,
    models: () => import('./models.ts'),
    listModels: openaiModels(vendor, { readModel }),
    chat: openaiChat(vendor),
    complete: openaiComplete(vendor, complete),
    embed: Object.assign(openaiEmbed(vendor, { without: ['dimensions', 'user'] }), {
      defaultModel: 'intfloat/multilingual-e5-large-instruct',
    }),
    rerank: openaiRerank(vendor, rerank),
    image: Object.assign(openaiImages(vendor, images), { defaultModel: 'black-forest-labs/FLUX.1-schnell' }),
    speech: Object.assign(openaiSpeech(vendor, speech), { defaultModel: 'hexgrad/Kokoro-82M' }),
    transcribe: Object.assign(openaiTranscribe(vendor, transcribe), { defaultModel: 'openai/whisper-large-v3' }),
    video: togetherVideo(films),
    batch: openaiBatch(vendor, openaiChatDialect(vendor), batch),
    tune: togetherTune(http),
    files: openaiFiles(vendor, files),
    extras: extras(http),
  }
})
