import { defineProvider } from '@llmrr/core'
import { bearer, eitherDialect, fromEnv, openaiChatDialect, openaiEmbed, read, vendorHttp } from '@llmrr/provider-kit'
import { byHost, hosted, hostedStream } from './hosted.ts'
import { countTokens, serverExtras } from './inference-server.ts'
import { endpointExtras } from './endpoints.ts'
import { endpointTask, routerTask } from './place.ts'
import { hostImage, taskImage } from './image.ts'
import { hostModels } from './hub.ts'
import { hostSpeech, taskSpeech } from './speech.ts'
import { hostTranscribe, taskTranscribe } from './transcribe.ts'
import { hubExtras, taskExtras } from './extras.ts'
import { limits } from './limits.ts'
import { listModels } from './listing.ts'
import { moderateTask } from './moderate.ts'
import { options, optionsOf } from './options.ts'
import { quirks, responses, without } from './chat.ts'
import { readError } from './errors.ts'
import { rerankTask } from './rerank.ts'
import { taskComplete } from './complete.ts'
import { taskEmbed } from './embed.ts'
import type { ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'

/** How a Hugging Face provider is made. Everything may be left out. */
export interface HuggingFaceConfig extends ProviderConfig {
  /** A token. Default: `HF_TOKEN`, else `HUGGING_FACE_HUB_TOKEN`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** The router. Default: `HUGGINGFACE_BASE_URL`, else `https://router.huggingface.co`. A `/v1` at its end is left out, since tasks stand beside it. */
  readonly baseURL?: string
  /** A dedicated Inference Endpoint, which is then asked instead of the router: `https://<name>.<region>.<cloud>.endpoints.huggingface.cloud`. */
  readonly endpoint?: string
  /** The Hub. Default: `HF_ENDPOINT`, else `https://huggingface.co`. */
  readonly hubURL?: string
  /** Where Inference Endpoints are managed. Default: `https://api.endpoints.huggingface.cloud/v2`. */
  readonly managementURL?: string
  /** The organisation or resource group that pays, sent as `X-HF-Bill-To`. Default: the token's owner. */
  readonly billTo?: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a token: headers from a request and its context. */
  readonly auth?: Auth
  /** Of chats and texts, for a reference that names only the provider. The other capabilities have their own. */
  readonly defaultModel?: string
}

const keys = ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN']
const bare = (url: string): string => url.replace(/\/+$/, '').replace(/\/v1$/, '')

/** Hugging Face: open models at many hosts through one router, its own tasks, dedicated endpoints, and the Hub. */
export const huggingface = defineProvider('huggingface', (config: HuggingFaceConfig = {}) => {
  const router = fromEnv(config.endpoint ?? config.baseURL, ['HUGGINGFACE_BASE_URL'], 'https://router.huggingface.co')
  const vendor: OpenAIVendor = {
    baseURL: (host) => bare(read(router, host)),
    auth: config.auth ?? bearer(config.apiKey, ...keys),
    headers: config.headers,
    readError,
    limits,
    requestIdHeader: ['x-request-id', 'inference-id'],
    // Together's replies carry a `retry-after`, good ones as well.
    waitsOn: [429, 503],
    readFacts(headers) {
      const provider = headers.get('x-inference-provider')
      return provider ? { gateway: { provider } } : {}
    },
    locate(request, context) {
      const billTo = optionsOf(context).billTo ?? config.billTo
      return billTo === undefined ? request : { ...request, headers: { ...request.headers, 'x-hf-bill-to': billTo } }
    },
    without,
    quirks,
  }
  const http = vendorHttp(vendor)
  const hub = vendorHttp({ ...vendor, baseURL: fromEnv(config.hubURL, ['HF_ENDPOINT'], 'https://huggingface.co') })
  const management = vendorHttp({
    ...vendor,
    baseURL: config.managementURL ?? 'https://api.endpoints.huggingface.cloud/v2',
  })
  const isDedicated = config.endpoint !== undefined
  const taskPath = isDedicated ? endpointTask : routerTask
  // A dedicated endpoint is one host, so suffixes name none there.
  const hosts: typeof byHost = (capability, make) => (isDedicated ? {} : byHost(capability, make))
  const find = hostModels(hub)
  return {
    // As of 2026-07-02: tools, schemas, reasoning, and served by most hosts.
    defaultModel: config.defaultModel ?? 'openai/gpt-oss-120b',
    credentials: keys,
    options,
    models: () => import('./models.ts'),
    listModels: listModels(http, vendor.baseURL),
    chat: eitherDialect(
      http,
      { chat: openaiChatDialect(vendor), responses: responses() },
      (target) => optionsOf({ target }).api ?? 'chat',
    ),
    complete: taskComplete(http, taskPath),
    embed: Object.assign(
      hosted(
        'embed',
        taskEmbed(http, taskPath),
        hosts('embed', (path) => openaiEmbed(vendor, { path, without: ['user'] })),
        find,
      ),
      { defaultModel: 'sentence-transformers/all-MiniLM-L6-v2' },
    ),
    rerank: rerankTask(http, taskPath),
    moderate: moderateTask(http, taskPath),
    // Hugging Face's own machines have no graphics cards for these, so a host is named.
    image: Object.assign(hosted('image', taskImage(http, taskPath), hosts('image', hostImage(vendor)), find), {
      defaultModel: 'black-forest-labs/FLUX.1-schnell:together',
    }),
    speech: Object.assign(
      hostedStream('speech', taskSpeech(http, taskPath), hosts('speech', hostSpeech(vendor)), find),
      {
        defaultModel: 'hexgrad/Kokoro-82M:together',
      },
    ),
    transcribe: Object.assign(
      hostedStream('transcribe', taskTranscribe(http, taskPath), hosts('transcribe', hostTranscribe(vendor)), find),
      { defaultModel: 'openai/whisper-large-v3' },
    ),
    ...(isDedicated && { countTokens: countTokens(http, vendor) }),
    extras: {
      ...hubExtras(hub),
      ...taskExtras(http, taskPath),
      ...endpointExtras(management),
      ...serverExtras(isDedicated ? http : undefined),
    },
  }
})
