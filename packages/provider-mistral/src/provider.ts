import { defineProvider } from '@llmrr/core'
import {
  bearer,
  eitherDialect,
  openaiChatDialect,
  openaiComplete,
  openaiEmbed,
  openaiFiles,
  openaiModerate,
  openaiSpeech,
  openaiTranscribe,
  vendorHttp,
} from '@llmrr/provider-kit'
import { addressOf, inRegion, regionOf } from './regions.ts'
import { conversations } from './conversations/dialect.ts'
import { embeddings, fim } from './texts.ts'
import { extras } from './extras.ts'
import { limits } from './limits.ts'
import { mistralBatch } from './batch.ts'
import { mistralModels } from './listing.ts'
import { mistralOcr } from './ocr.ts'
import { options, optionsOf } from './options.ts'
import { quirks, without } from './chat.ts'
import { readError } from './errors.ts'
import { speech, transcription } from './audio.ts'
import type { Host, ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'
import type { Region } from './regions.ts'

/** How a Mistral provider is made. Everything may be left out. */
export interface MistralConfig extends ProviderConfig {
  /** Default: `MISTRAL_API_KEY`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /**
   * Keeps inference in the European Union and EFTA (`eu`) or in the United States (`us`), for a tenth more. There are no batches, files
   * and hosted tools there. Default: anywhere.
   */
  readonly region?: Region
  /** With its version. Goes before `region`. Default: that of the region, else `MISTRAL_BASE_URL` (for a proxy), else `https://api.mistral.ai/v1`. */
  readonly baseURL?: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** Of chats, for a reference that names only the provider. The other capabilities have their own. */
  readonly defaultModel?: string
}

// Official SDKs are told the host alone.
function baseFromEnv(host: Host): string {
  const base = host.env('MISTRAL_BASE_URL')?.replace(/\/+$/, '')
  return base ? (base.endsWith('/v1') ? base : `${base}/v1`) : addressOf(undefined)
}

const pageSize = 100

/** Mistral AI: its own models and some of others, from Europe; documents, speech, code and moderation. */
export const mistral = defineProvider('mistral', (config: MistralConfig = {}) => {
  const told = config.baseURL ?? (config.region && addressOf(config.region))
  const vendor: OpenAIVendor = {
    baseURL: told ?? baseFromEnv,
    auth: config.auth ?? bearer(config.apiKey, 'MISTRAL_API_KEY'),
    headers: config.headers,
    readError,
    limits,
    requestIdHeader: ['mistral-correlation-id', 'x-kong-request-id'],
    without,
    quirks,
  }
  const http = vendorHttp(vendor)
  const chat = openaiChatDialect(vendor)
  const files = openaiFiles(vendor, {
    purpose: 'ocr',
    page: (before) =>
      before && before.data.length < pageSize
        ? undefined
        : { page: before ? before.number + 1 : 0, page_size: pageSize },
    expiry: (seconds) => ({ expiry: Math.max(1, Math.ceil(seconds / 3600)) }),
  })
  return {
    // As of 2026-08-21: tools, schemas, pictures and reasoning.
    defaultModel: config.defaultModel ?? 'mistral-medium-3-5',
    credentials: ['MISTRAL_API_KEY'],
    options,
    async models() {
      const { models } = await import('./models.ts')
      return { models: inRegion(models, regionOf(told)) }
    },
    listModels: mistralModels(vendor),
    chat: eitherDialect(http, { chat, conversations: conversations(chat) }, (target) => {
      const { api, tools, agentId } = optionsOf({ target })
      return api ?? (tools?.length || agentId !== undefined ? 'conversations' : 'chat')
    }),
    complete: Object.assign(openaiComplete(vendor, fim), { defaultModel: 'codestral-latest' }),
    embed: Object.assign(openaiEmbed(vendor, embeddings), { defaultModel: 'mistral-embed' }),
    moderate: Object.assign(openaiModerate(vendor, { images: false }), { defaultModel: 'mistral-moderation-latest' }),
    speech: Object.assign(openaiSpeech(vendor, speech), { defaultModel: 'voxtral-mini-tts-latest' }),
    transcribe: Object.assign(openaiTranscribe(vendor, transcription), { defaultModel: 'voxtral-mini-latest' }),
    ocr: Object.assign(mistralOcr(http), { defaultModel: 'mistral-ocr-latest' }),
    batch: mistralBatch(http, chat, files),
    files,
    extras: extras(http),
  }
})
