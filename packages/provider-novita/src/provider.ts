import { defineProvider } from '@llmrr/core'
import {
  bearer,
  downloads,
  fromEnv,
  openaiBatch,
  openaiChat,
  openaiChatDialect,
  openaiComplete,
  openaiEmbed,
  openaiFiles,
  openaiModels,
  openaiRerank,
  read,
  vendorHttp,
} from '@llmrr/provider-kit'
import { extras } from './extras.ts'
import { novitaImage } from './image.ts'
import { novitaSpeech } from './speech.ts'
import { novitaVideo } from './video.ts'
import { options } from './options.ts'
import { quirks, without } from './chat.ts'
import { readError } from './errors.ts'
import { readModel } from './listing.ts'
import type { Host, ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIBatch, OpenAIVendor } from '@llmrr/provider-kit'

/** How a Novita AI provider is made. Everything may be left out. */
export interface NovitaConfig extends ProviderConfig {
  /** Default: `NOVITA_API_KEY`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** Of language models; pictures, films and speech stand at the same host. Default: `NOVITA_BASE_URL`, else `https://api.novita.ai/openai/v1`. */
  readonly baseURL?: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** Of chats and texts, for a reference that names only the provider. The other capabilities have their own. */
  readonly defaultModel?: string
}

/** Novita AI: many open models, and pictures, films and speech as tasks. */
export const novita = defineProvider('novita', (config: NovitaConfig = {}) => {
  const baseURL = fromEnv(config.baseURL, ['NOVITA_BASE_URL'], 'https://api.novita.ai/openai/v1')
  const vendor: OpenAIVendor = {
    baseURL,
    auth: config.auth ?? bearer(config.apiKey, 'NOVITA_API_KEY'),
    headers: config.headers,
    readError,
    without,
    quirks,
  }
  const root = (host: Host): string => read(baseURL, host).replace(/\/(?:openai\/v1|v3\/openai)\/?$/, '')
  const media = vendorHttp({ ...vendor, baseURL: root })
  return {
    // As of 2026-07-02: good at everything, with a window of a million tokens.
    defaultModel: config.defaultModel ?? 'deepseek/deepseek-v4-flash',
    credentials: ['NOVITA_API_KEY'],
    options,
    models: () => import('./models.ts'),
    listModels: openaiModels(vendor, { readModel }),
    chat: openaiChat(vendor),
    complete: openaiComplete(vendor, { without: ['suffix', 'user'] }),
    embed: Object.assign(openaiEmbed(vendor, { without: ['dimensions', 'user'] }), { defaultModel: 'baai/bge-m3' }),
    rerank: Object.assign(openaiRerank(vendor, { without: ['maxTokensPerDocument'] }), {
      defaultModel: 'baai/bge-reranker-v2-m3',
    }),
    image: novitaImage(media),
    speech: novitaSpeech(media, downloads(readError)),
    video: novitaVideo(media),
    batch: openaiBatch(vendor, openaiChatDialect(vendor), {
      completionWindow: '48h',
      // Its states are in capitals.
      batch: (batch: OpenAIBatch) => ({ ...batch, status: batch.status.toLowerCase() }),
    }),
    files: openaiFiles(vendor, { purpose: 'batch' }),
    extras: extras(media),
  }
})
