import { defineProvider } from '@llmrr/core'
import {
  bearer,
  fromEnv,
  openaiBatch,
  openaiChatDialect,
  openaiComplete,
  openaiEmbed,
  openaiFiles,
  openaiImages,
  openaiLimits,
  openaiModerate,
  openaiRerank,
  openaiSpeech,
  openaiTranscribe,
  optionalBearer,
  read,
  vendorHttp,
} from '@llmrr/provider-kit'
import { extras } from './extras.ts'
import { listModels } from './listing.ts'
import { litellmChat, quirks } from './chat.ts'
import { litellmCountTokens } from './count-tokens.ts'
import { options } from './options.ts'
import { isCall, readErrorOf } from './errors.ts'
import { readFacts } from './headers.ts'
import { wayOf } from './way.ts'
import type { Host, ModelInfo, ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'

/** How a provider for a LiteLLM proxy is made. Everything may be left out. */
export interface LiteLLMConfig extends ProviderConfig {
  /** A virtual key, or the master key. Default: `LITELLM_API_KEY`. A proxy without keys needs none. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** With or without `/v1` at its end. Default: `LITELLM_BASE_URL`, else `LITELLM_PROXY_API_BASE`, else `http://localhost:4000`. */
  readonly baseURL?: string
  /** Header that carries the key, as a bearer, where the proxy is set up with another one (`litellm_key_header_name`). Default: `authorization`. */
  readonly keyHeader?: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /**
   * Who repeats a call and goes on to another model. `gateway` (the default): the proxy, as it is set up, and the router goes on
   * to its next target after that. `router`: the proxy is told to do neither, and the router does both.
   */
  readonly retries?: 'gateway' | 'router'
  /** Of chats, for a reference that names only the provider. Names are those of the proxy's configuration. */
  readonly defaultModel?: string
  /** What you know of the models: prices, windows, features. The proxy tells the cost of most calls by itself. */
  readonly models?: readonly ModelInfo[]
}

/** A bearer in a header of another name. */
const renamed =
  (name: string, auth: Auth): Auth =>
  async (request, context) => {
    const { authorization } = await auth(request, context)
    return { [name]: authorization! }
  }

/** LiteLLM Proxy: a gateway of one's own to many services, with virtual keys, budgets, load balancing, caching and guardrails. */
export const litellm = defineProvider('litellm', (config: LiteLLMConfig = {}) => {
  const { retries = 'gateway', models } = config
  const address = fromEnv(config.baseURL, ['LITELLM_BASE_URL', 'LITELLM_PROXY_API_BASE'], 'http://localhost:4000')
  const root = (host: Host): string => read(address, host).replace(/\/+$/, '').replace(/\/v1$/, '')
  const ownHeader = config.keyHeader
  const vendor: OpenAIVendor = {
    baseURL: (host) => `${root(host)}/v1`,
    auth:
      config.auth ??
      (ownHeader === undefined
        ? optionalBearer(config.apiKey, 'LITELLM_API_KEY')
        : renamed(ownHeader, bearer(config.apiKey, 'LITELLM_API_KEY'))),
    headers: config.headers,
    readError: readErrorOf(retries),
    // A 401 of a service behind is none of the key here.
    isRefused: ({ status, headers }) => status === 401 && !isCall(headers),
    limits: openaiLimits,
    requestIdHeader: 'x-litellm-call-id',
    readFacts,
    locate: (request, { target }) => wayOf(request, target, retries),
    quirks,
  }
  const http = vendorHttp(vendor)
  const proxy = vendorHttp({ ...vendor, baseURL: root })
  return {
    ...(config.defaultModel !== undefined && { defaultModel: config.defaultModel }),
    credentials: ['LITELLM_API_KEY'],
    options,
    ...(models && { models: async () => ({ models }) }),
    listModels: listModels(proxy, root),
    chat: litellmChat(http, vendor),
    complete: openaiComplete(vendor),
    embed: openaiEmbed(vendor),
    rerank: openaiRerank(vendor),
    moderate: openaiModerate(vendor),
    image: openaiImages(vendor),
    speech: openaiSpeech(vendor),
    transcribe: openaiTranscribe(vendor, { translatePath: undefined, without: ['translate'] }),
    countTokens: litellmCountTokens(http, proxy, vendor),
    batch: openaiBatch(vendor, openaiChatDialect(vendor)),
    files: openaiFiles(vendor, { purpose: 'batch' }),
    extras: extras(proxy),
  }
})
