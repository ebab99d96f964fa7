import { defineProvider } from '@llmrr/core'
import {
  bearer,
  fromEnv,
  openaiBatch,
  openaiChat,
  openaiChatDialect,
  openaiComplete,
  openaiEmbed,
  openaiFiles,
  openaiImages,
  openaiModels,
  openaiSpeech,
  openaiTranscribe,
  read,
  vendorHttp,
} from '@llmrr/provider-kit'
import { deepinfraRerank } from './rerank.ts'
import { extras } from './extras.ts'
import { options, optionsOf } from './options.ts'
import { quirks, without } from './chat.ts'
import { readError } from './errors.ts'
import { readModel } from './listing.ts'
import type { ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'

/** How a DeepInfra provider is made. Everything may be left out. */
export interface DeepInfraConfig extends ProviderConfig {
  /** A key, or a scoped token. Default: `DEEPINFRA_API_KEY`, else `DEEPINFRA_TOKEN`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** With `/v1/openai` at its end. Default: `DEEPINFRA_API_BASE`, else `https://api.deepinfra.com/v1/openai`. */
  readonly baseURL?: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** Of chats and texts, for a reference that names only the provider. The other capabilities have their own. */
  readonly defaultModel?: string
}

const keys = ['DEEPINFRA_API_KEY', 'DEEPINFRA_TOKEN']

/** DeepInfra: cheap open models of every kind, serverless or on machines of your own. */
export const deepinfra = defineProvider('deepinfra', (config: DeepInfraConfig = {}) => {
  const baseURL = fromEnv(config.baseURL, ['DEEPINFRA_API_BASE'], 'https://api.deepinfra.com/v1/openai')
  const vendor: OpenAIVendor = {
    baseURL,
    auth: config.auth ?? bearer(config.apiKey, ...keys),
    headers: config.headers,
    readError,
    without,
    quirks,
  }
  const root = vendorHttp({ ...vendor, baseURL: (host) => read(baseURL, host).replace(/\/v1(?:\/openai)?\/?$/, '') })
  const native = vendorHttp({ ...vendor, baseURL: (host) => read(baseURL, host).replace(/\/openai\/?$/, '') })
  return {
    // As of 2026-11-22: good at everything, at a tenth of a dollar a million tokens.
    defaultModel: config.defaultModel ?? 'deepseek-ai/DeepSeek-V4-Flash',
    credentials: keys,
    options,
    models: () => import('./models.ts'),
    listModels: openaiModels(vendor, { readModel }),
    chat: openaiChat(vendor),
    complete: openaiComplete(vendor, { without: ['suffix', 'logprobs'] }),
    embed: Object.assign(
      openaiEmbed(vendor, {
        without: ['user'],
        body(body, _request, context) {
          const { normalize } = optionsOf(context)
          return normalize === undefined ? body : { ...body, normalize }
        },
      }),
      { defaultModel: 'BAAI/bge-m3' },
    ),
    rerank: deepinfraRerank(native),
    image: Object.assign(
      openaiImages(vendor, {
        edits: 'form',
        without: ['quality', 'background', 'mediaType'],
        body: (body) => (body['image'] === undefined ? { ...body, response_format: 'b64_json' } : body),
      }),
      { defaultModel: 'black-forest-labs/FLUX-1-schnell' },
    ),
    speech: Object.assign(
      openaiSpeech(vendor, {
        formats: ['wav', 'mp3', 'opus', 'flac', 'pcm'],
        impliedFormat: 'wav',
        without: ['instructions'],
        billsCharacters: true,
        body(body, _request, context) {
          const { extraBody } = optionsOf(context)
          return extraBody ? { ...body, extra_body: extraBody } : body
        },
      }),
      { defaultModel: 'hexgrad/Kokoro-82M' },
    ),
    transcribe: Object.assign(openaiTranscribe(vendor), { defaultModel: 'openai/whisper-large-v3-turbo' }),
    batch: openaiBatch(vendor, openaiChatDialect(vendor)),
    files: openaiFiles(vendor, { purpose: 'batch' }),
    extras: extras(root),
  }
})
