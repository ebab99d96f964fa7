import { defineProvider, llmError } from '@llmrr/core'
import {
  openaiComplete,
  openaiEmbed,
  openaiImages,
  openaiModels,
  openaiRerank,
  openaiSpeech,
  openaiTranscribe,
  optionalBearer,
  read,
  vendorHttp,
} from '@llmrr/provider-kit'
import { compatibleChat, quirksOf } from './chat.ts'
import { extras } from './extras.ts'
import { options } from './options.ts'
import { readError } from './errors.ts'
import { readModel } from './listing.ts'
import { servers } from './servers.ts'
import type { Host, ModelInfo, ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'
import type { ServerManner, ServerName } from './servers.ts'

/** How a provider for an OpenAI-compatible server is made. A `baseURL` or a `server` is needed, here or in the environment. */
export interface OpenAICompatibleConfig extends ProviderConfig {
  /** A server that is known here: where it listens by default, and in what it differs. */
  readonly server?: ServerName
  /** With `/v1` at its end, where the server has that. Default: `OPENAI_COMPATIBLE_BASE_URL`, else that of `server`. */
  readonly baseURL?: string
  /** Default: `OPENAI_COMPATIBLE_API_KEY`. Without any, nothing is sent: many servers need none. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** In what the server differs, over what is known of `server`. */
  readonly manner?: ServerManner
  /** For a reference that names only the provider. Default: `default`, since servers with one model take any name. */
  readonly defaultModel?: string
  /** What you know of the models: windows, prices, features. Nothing is known beforehand, so calls have no cost without it. */
  readonly models?: readonly ModelInfo[]
}

const variable = 'OPENAI_COMPATIBLE_BASE_URL'

/** Any server that speaks OpenAI's protocol: vLLM, llama.cpp, LM Studio, TGI, SGLang, LocalAI and their kin. */
export const openaiCompatible = defineProvider('openai-compatible', (config: OpenAICompatibleConfig = {}) => {
  const manner: ServerManner = { ...(config.server && servers[config.server]), ...config.manner }

  function baseURL(host: Host): string {
    const base = config.baseURL ?? (host.env(variable) || manner.baseURL)
    if (base) return base.replace(/\/+$/, '')
    throw llmError(
      'invalid-request',
      `No server is named for openai-compatible: pass baseURL or server to its plugin function, or set ${variable}.`,
      { retry: 'other' },
    )
  }

  const keys = ['OPENAI_COMPATIBLE_API_KEY', ...(manner.keyVariable ? [manner.keyVariable] : [])]
  const vendor: OpenAIVendor = {
    baseURL,
    auth: config.auth ?? optionalBearer(config.apiKey, ...keys),
    headers: config.headers,
    readError,
    quirks: quirksOf(manner),
    ...(manner.without && { without: manner.without }),
  }
  const { models } = config
  return {
    defaultModel: config.defaultModel ?? 'default',
    credentials: keys,
    options,
    ...(models && { models: async () => ({ models }) }),
    listModels: openaiModels(vendor, { readModel }),
    chat: compatibleChat(vendor),
    complete: openaiComplete(vendor),
    embed: openaiEmbed(vendor),
    rerank: openaiRerank(vendor),
    image: openaiImages(vendor),
    speech: openaiSpeech(vendor),
    transcribe: openaiTranscribe(vendor),
    extras: extras(vendorHttp({ ...vendor, baseURL: (host) => read(baseURL, host).replace(/\/v1$/, '') })),
  }
})
