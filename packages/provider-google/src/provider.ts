import { defineProvider } from '@llmrr/core'
import {
  chatHandler,
  createHttp,
  gemini,
  geminiCaches,
  geminiCountTokens,
  geminiImage,
  geminiSpeech,
  keyHeader,
  readGeminiError,
} from '@llmrr/provider-kit'
import { batch } from './batch.ts'
import { embed } from './embed.ts'
import { files } from './files.ts'
import { listModels } from './listing.ts'
import { options } from './options.ts'
import { quirks as quirksOf } from './quirks.ts'
import { video } from './video.ts'
import type { Host, ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth } from '@llmrr/provider-kit'

/** How a Google AI Studio provider is made. Everything may be left out. */
export interface GoogleConfig extends ProviderConfig {
  /** Default: `GOOGLE_API_KEY`, else `GEMINI_API_KEY`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** The host, without the version. Default: `GOOGLE_GEMINI_BASE_URL`, else `https://generativelanguage.googleapis.com`. */
  readonly baseURL?: string
  /** Version of the API. Default: `GOOGLE_GENAI_API_VERSION`, else `v1beta`, which has everything. */
  readonly apiVersion?: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context (an OAuth token, say). */
  readonly auth?: Auth
  /** Of chats, for a reference that names only the provider. Embeddings, pictures and speech have their own. */
  readonly defaultModel?: string
}

const variables = ['GOOGLE_API_KEY', 'GEMINI_API_KEY'] as const

/** Google AI Studio: the Gemini models, over the Gemini API. */
export const google = defineProvider('google', (config: GoogleConfig = {}) => {
  const version = (host: Host): string => config.apiVersion ?? (host.env('GOOGLE_GENAI_API_VERSION') || 'v1beta')
  const origin = (host: Host): string =>
    (config.baseURL ?? (host.env('GOOGLE_GEMINI_BASE_URL') || 'https://generativelanguage.googleapis.com')).replace(
      /\/+(?:v1(?:alpha|beta)?\/*)?$/,
      '',
    )
  const root = (host: Host): string => `${origin(host)}/${version(host)}`
  const http = createHttp({
    baseURL: root,
    auth: config.auth ?? keyHeader('x-goog-api-key', config.apiKey, ...variables),
    headers: config.headers,
    readError: readGeminiError,
  })
  const quirks = quirksOf(({ host }) => root(host))
  const dialect = gemini(quirks)
  return {
    // As of 2026-11-22: Google's own advice for most work; reads everything, thinks, calls tools.
    defaultModel: config.defaultModel ?? 'gemini-3.8-flash',
    credentials: variables,
    options,
    models: () => import('./models.ts'),
    listModels: listModels(http, ({ host }) => `${root(host)}/models`),
    chat: chatHandler(http, dialect),
    embed: embed(http, quirks),
    image: Object.assign(geminiImage(http, quirks), { defaultModel: 'gemini-3.1-flash-image' }),
    speech: Object.assign(geminiSpeech(http, quirks), { defaultModel: 'gemini-3.1-flash-tts-preview' }),
    countTokens: geminiCountTokens(http, quirks, (body, { target }) => ({
      generateContentRequest: { model: `models/${target.model}`, ...body },
    })),
    video: video(http, quirks),
    batch: batch(http, dialect),
    files: files(http, ({ host }) => `${origin(host)}/upload/${version(host)}/files`),
    extras: geminiCaches(
      http,
      quirks,
      (model) => `models/${model}`,
      (name) => `/${name}`,
    ),
  }
})
