import { defineProvider } from '@llmrr/core'
import { bearer, chatHandler, createHttp, fromEnv } from '@llmrr/provider-kit'
import { chatReader } from './reader.ts'
import { cohereEmbed } from './embed.ts'
import { cohereRerank } from './rerank.ts'
import { cohereTranscribe } from './transcribe.ts'
import { countTokens } from './tokenize.ts'
import { extras } from './extras.ts'
import { listModels } from './listing.ts'
import { options } from './options.ts'
import { params, toRequest } from './request.ts'
import { readError } from './errors.ts'
import { unfold } from './unfold.ts'
import type { ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, HttpConfig } from '@llmrr/provider-kit'

/** How a Cohere provider is made. Everything may be left out. */
export interface CohereConfig extends ProviderConfig {
  /** Default: `CO_API_KEY`, else `COHERE_API_KEY`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** Without a version at its end. Default: `CO_API_URL`, else `https://api.cohere.com`. */
  readonly baseURL?: string
  /** Sent with every request; `x-client-name` names your project to Cohere. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** Of chats, for a reference that names only the provider. The other capabilities have their own. */
  readonly defaultModel?: string
}

/** Cohere: answers from documents with citations, tools, reasoning; embeddings of text and images, reranking, transcription. */
export const cohere = defineProvider('cohere', (config: CohereConfig = {}) => {
  const service: HttpConfig = {
    baseURL: fromEnv(config.baseURL, ['CO_API_URL'], 'https://api.cohere.com'),
    auth: config.auth ?? bearer(config.apiKey, 'CO_API_KEY', 'COHERE_API_KEY'),
    headers: config.headers,
    readError,
    requestIdHeader: 'x-debug-trace-id',
    // Told to trial keys only, per minute.
    limits: { requests: ['x-trial-endpoint-call-limit', 'x-trial-endpoint-call-remaining'] },
  }
  const http = createHttp(service)
  return {
    // As of 2026-11-22: the newest Command A that production keys may use without asking.
    defaultModel: config.defaultModel ?? 'command-a-03-2025',
    credentials: ['CO_API_KEY', 'COHERE_API_KEY'],
    options,
    models: () => import('./models.ts'),
    listModels: listModels(http, service.baseURL),
    chat: chatHandler(http, { toRequest, unfold, reader: chatReader, params }),
    embed: cohereEmbed(http),
    rerank: cohereRerank(http),
    transcribe: cohereTranscribe(service),
    countTokens: Object.assign(countTokens(http), { params }),
    extras: extras(http),
  }
})
