import { defineProvider } from '@llmrr/core'
import {
  bearer,
  fromEnv,
  keyHeader,
  messagesCountTokens,
  openaiBatch,
  openaiChatDialect,
  openaiComplete,
  openaiEmbed,
  openaiFiles,
  openaiImages,
  openaiModels,
  openaiModerate,
  openaiRerank,
  openaiSpeech,
  openaiTranscribe,
  openaiTune,
  vendorHttp,
} from '@llmrr/provider-kit'
import { extras } from './extras.ts'
import { secretsOf } from './config.ts'
import { limits } from './limits.ts'
import { options, optionsOf } from './options.ts'
import { portkeyChat, quirks } from './chat.ts'
import { readErrorOf } from './errors.ts'
import { readGateway } from './headers.ts'
import { wayOf } from './way.ts'
import type { ModelInfo, ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'
import type { GatewayConfig } from './config.ts'

/** How a Portkey provider is made. Everything may be left out. */
export interface PortkeyConfig extends ProviderConfig {
  /** Of the Portkey account. Default: `PORTKEY_API_KEY`. A gateway of one's own needs none. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** With `/v1` at its end. Default: `PORTKEY_BASE_URL`, else `https://api.portkey.ai/v1`. A gateway of one's own: `http://localhost:8787/v1`. */
  readonly baseURL?: string
  /** Slug of the service behind (`openai`, `anthropic`), or of an integration (`@openai-prod`). */
  readonly provider?: string
  /** The own key of the service behind, where no config and no integration has it. */
  readonly providerKey?: ApiKey
  /** Slug of a key that is kept at Portkey. The older way; `provider: '@slug'` is the newer. */
  readonly virtualKey?: string
  /** How requests are served: a config, the name of one of `configs`, or the id of one that is kept at Portkey (`pc-...`). */
  readonly config?: string | GatewayConfig
  /** Configs by the names under which targets choose them. Keys of services stand here, and not on targets. */
  readonly configs?: Readonly<Record<string, GatewayConfig>>
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of the keys: headers from a request and its context. */
  readonly auth?: Auth
  /** For a reference that names only the provider. Default: `config`, which leaves the model to the gateway's config. */
  readonly defaultModel?: string
  /** What you know of the models behind: prices, windows, features. Nothing is known beforehand, so calls have no cost without it. */
  readonly models?: readonly ModelInfo[]
}

const hosted = 'https://api.portkey.ai/'
const variable = 'PORTKEY_API_KEY'

/** Portkey's own service refuses to be asked without a key; a gateway of one's own has none to check. */
function authOf({ apiKey, providerKey }: PortkeyConfig): Auth {
  const account = keyHeader('x-portkey-api-key', apiKey, variable)
  const service = providerKey === undefined ? undefined : bearer(providerKey)
  return async (request, context) => ({
    ...((apiKey || context.host.env(variable) || request.url.startsWith(hosted)) && (await account(request, context))),
    ...(await service?.(request, context)),
  })
}

/** Portkey: a gateway to other services that falls back, balances, caches and checks by a config; hosted, or one's own. */
export const portkey = defineProvider('portkey', (config: PortkeyConfig = {}) => {
  const { configs = {}, models } = config
  const configOf = ({ config: name = config.config }: { readonly config?: string | GatewayConfig }) =>
    typeof name === 'string' && Object.hasOwn(configs, name) ? configs[name] : name
  const all = [...Object.values(configs), ...(typeof config.config === 'object' ? [config.config] : [])]

  const vendor: OpenAIVendor = {
    baseURL: fromEnv(config.baseURL, ['PORTKEY_BASE_URL'], `${hosted}v1`),
    auth: config.auth ?? authOf(config),
    headers: config.headers,
    readError: readErrorOf({
      configOf: (target) => configOf(target ? optionsOf({ target }) : {}),
      secrets: all.flatMap(secretsOf),
    }),
    readFacts(headers) {
      const gateway = readGateway(headers)
      return gateway ? { gateway } : {}
    },
    limits,
    requestIdHeader: ['x-request-id', 'request-id'],
    locate: (request, { target }) => wayOf(request, target, { ...config, config: configOf(optionsOf({ target })) }),
    quirks,
  }
  const http = vendorHttp(vendor)
  return {
    defaultModel: config.defaultModel ?? 'config',
    credentials: [variable],
    options,
    ...(models && { models: async () => ({ models }) }),
    listModels: openaiModels(vendor),
    chat: portkeyChat(http, vendor),
    complete: openaiComplete(vendor),
    embed: openaiEmbed(vendor),
    rerank: openaiRerank(vendor),
    moderate: openaiModerate(vendor),
    image: openaiImages(vendor),
    speech: openaiSpeech(vendor),
    transcribe: openaiTranscribe(vendor),
    countTokens: messagesCountTokens(http, { countPath: () => '/messages/count_tokens' }),
    batch: openaiBatch(vendor, openaiChatDialect(vendor)),
    tune: openaiTune(http),
    files: openaiFiles(vendor),
    extras: extras(http, vendor),
  }
})
