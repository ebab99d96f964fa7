import { defineProvider } from '@llmrr/core'
import { openaiTranscribe, optionalBearer, vendorHttp } from '@llmrr/provider-kit'
import { extras } from './extras.ts'
import { listModels } from './listing.ts'
import { ollamaChat, quirks, without } from './chat.ts'
import { ollamaComplete } from './complete.ts'
import { ollamaEmbed } from './embed.ts'
import { ollamaSearch } from './search.ts'
import { options } from './options.ts'
import { readError } from './errors.ts'
import { rootOf } from './address.ts'
import type { Host, ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'

/** How a provider for Ollama is made. Everything may be left out. */
export interface OllamaConfig extends ProviderConfig {
  /** Whether Ollama's cloud is asked itself, with a key, rather than a server of one's own. Default `false`. */
  readonly cloud?: boolean
  /** The server, with or without `/api` at its end. Default: `OLLAMA_HOST`, else `http://127.0.0.1:11434`; that of the cloud with `cloud`. */
  readonly baseURL?: string
  /** Default: `OLLAMA_API_KEY`. Without any, nothing is sent: a server of one's own needs none. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** Of chats and texts, for a reference that names only the provider. Embeddings and search have their own. */
  readonly defaultModel?: string
}

/** Ollama: open models on a machine of one's own, or in Ollama's cloud, over its own protocol. */
export const ollama = defineProvider('ollama', (config: OllamaConfig = {}) => {
  const root = (host: Host): string => rootOf(host, config)
  const isCloud = config.cloud ?? false
  const vendor: OpenAIVendor = {
    baseURL: root,
    auth: config.auth ?? optionalBearer(config.apiKey, 'OLLAMA_API_KEY'),
    headers: config.headers,
    readError,
    without,
    quirks,
  }
  const http = vendorHttp(vendor)
  return {
    // As of 2026-11-22: tools and thinking on a machine with 16 GB.
    defaultModel: config.defaultModel ?? 'gpt-oss:20b',
    credentials: ['OLLAMA_API_KEY'],
    options,
    models: () => import('./models.ts'),
    listModels: listModels(http, root),
    chat: ollamaChat(http, vendor, isCloud),
    complete: ollamaComplete(http, isCloud),
    embed: ollamaEmbed(http, isCloud),
    transcribe: openaiTranscribe(vendor, {
      path: '/v1/audio/transcriptions',
      translatePath: undefined,
      without: ['translate'],
    }),
    search: ollamaSearch(http, isCloud),
    extras: extras(http),
  }
})
