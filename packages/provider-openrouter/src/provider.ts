import { defineProvider } from '@llmrr/core'
import {
  bearer,
  eitherDialect,
  fromEnv,
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
import { complete, embed, rerank } from './texts.ts'
import { extras } from './extras.ts'
import { images } from './image.ts'
import { isFailure, readError } from './errors.ts'
import { openrouterBatch } from './batch.ts'
import { openrouterVideo } from './video.ts'
import { options, optionsOf } from './options.ts'
import { quirks, unfoldReply } from './chat.ts'
import { readModel } from './listing.ts'
import { responses } from './responses.ts'
import { speech, transcribe } from './audio.ts'
import type { Host, ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, HeaderReader, OpenAIVendor, WireRequest } from '@llmrr/provider-kit'
import type { OpenRouterOptions } from './options.ts'

/** How an OpenRouter provider is made. Everything may be left out. */
export interface OpenRouterConfig extends ProviderConfig {
  /** Default: `OPENROUTER_API_KEY`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /**
   * With its version. Default: `OPENROUTER_BASE_URL`, else `https://openrouter.ai/api/v1`; `https://eu.openrouter.ai/api/v1` keeps
   * requests in Europe, for accounts that may.
   */
  readonly baseURL?: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** Of chats, for a reference that names only the provider. The other capabilities but video have their own. */
  readonly defaultModel?: string
  /** The address of your app, under which OpenRouter counts it. Default: `OPENROUTER_HTTP_REFERER`. */
  readonly appURL?: string
  /** Its name there. Default: `OPENROUTER_APP_TITLE`. */
  readonly appTitle?: string
  /** Where it belongs there, such as `cli-agent`. Default: `OPENROUTER_APP_CATEGORIES`, separated by commas. */
  readonly appCategories?: readonly string[]
}

function appOf(config: OpenRouterConfig, host: Host): Record<string, string | undefined> {
  const { appURL, appTitle, appCategories } = config
  return {
    'http-referer': read(fromEnv(appURL, ['OPENROUTER_HTTP_REFERER']), host),
    'x-openrouter-title': read(fromEnv(appTitle, ['OPENROUTER_APP_TITLE']), host),
    'x-openrouter-categories': read(fromEnv(appCategories?.join(','), ['OPENROUTER_APP_CATEGORIES']), host),
  }
}

/** What a target asks for by headers: the account of its routing, and an answer that was kept. */
function askedFor({ metadata, responseCache }: OpenRouterOptions): Record<string, string | undefined> {
  const { ttlSeconds, clear } = typeof responseCache === 'object' ? responseCache : {}
  return {
    ...(metadata && { 'x-openrouter-metadata': 'enabled' }),
    ...(responseCache !== undefined && { 'x-openrouter-cache': String(responseCache !== false) }),
    ...(ttlSeconds !== undefined && { 'x-openrouter-cache-ttl': String(ttlSeconds) }),
    ...(clear && { 'x-openrouter-cache-clear': 'true' }),
  }
}

function readFacts(headers: HeaderReader) {
  const provider = headers.get('x-provider-name')
  const cache = headers.get('x-openrouter-cache-status')
  if (provider === null && cache === null) return {}
  return { gateway: { ...(provider !== null && { provider }), ...(cache !== null && { cache }) } }
}

/** OpenRouter: hundreds of models of many hosts behind one key, with fallbacks, preferences and the cost of every answer. */
export const openrouter = defineProvider('openrouter', (config: OpenRouterConfig = {}) => {
  const baseURL = fromEnv(config.baseURL, ['OPENROUTER_BASE_URL'], 'https://openrouter.ai/api/v1')
  const vendor: OpenAIVendor = {
    baseURL,
    auth: config.auth ?? bearer(config.apiKey, 'OPENROUTER_API_KEY'),
    headers: (host) => ({ ...appOf(config, host), ...config.headers }),
    readError,
    isFailure,
    readFacts,
    requestIdHeader: ['x-generation-id', 'cf-ray'],
    // Only with a refusal.
    limits: { requests: ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'] },
    locate: (request: WireRequest, context) => ({
      ...request,
      headers: { ...askedFor(optionsOf(context)), ...request.headers },
    }),
    quirks,
  }
  const http = vendorHttp(vendor)
  const dialect = { ...openaiChatDialect(vendor), unfold: unfoldReply }
  return {
    // As of 2026-07-02: tools, schemas, reasoning, and the price of a small model.
    defaultModel: config.defaultModel ?? 'openai/gpt-5.4-mini',
    credentials: ['OPENROUTER_API_KEY'],
    options,
    models: () => import('./models.ts'),
    listModels: openaiModels(vendor, { path: '/models?output_modalities=all', readModel }),
    chat: eitherDialect(
      http,
      { chat: dialect, responses: responses() },
      ({ options }) => (options as OpenRouterOptions | undefined)?.api ?? 'chat',
    ),
    complete: Object.assign(openaiComplete(vendor, complete), { defaultModel: 'openai/gpt-3.5-turbo-instruct' }),
    embed: Object.assign(openaiEmbed(vendor, embed), { defaultModel: 'openai/text-embedding-3-small' }),
    rerank: Object.assign(openaiRerank(vendor, rerank), { defaultModel: 'voyageai/rerank-2.5-lite' }),
    image: Object.assign(openaiImages(vendor, images), { defaultModel: 'google/gemini-3.1-flash-lite-image' }),
    speech: Object.assign(openaiSpeech(vendor, speech), { defaultModel: 'hexgrad/kokoro-82m' }),
    transcribe: Object.assign(openaiTranscribe(vendor, transcribe), { defaultModel: 'openai/whisper-1' }),
    video: openrouterVideo(http),
    batch: openrouterBatch(http, dialect, baseURL),
    files: openaiFiles(vendor, { fields: () => ({ purpose: undefined }) }),
    extras: extras(http),
  }
})
