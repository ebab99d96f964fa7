import { defineProvider } from '@llmrr/core'
import {
  bearer,
  fromEnv,
  headersFromEnv,
  openaiApis,
  openaiBatch,
  openaiBatchDialect,
  openaiCountTokens,
  openaiEmbed,
  openaiFiles,
  openaiImages,
  openaiKeptAnswers,
  openaiLimits,
  openaiModels,
  openaiModerate,
  openaiSpeech,
  openaiSpeechQuirks,
  openaiTranscribe,
  openaiTranscribeQuirks,
  openaiTune,
  read,
  vendorHttp,
} from '@llmrr/provider-kit'
import { readError } from './errors.ts'
import { options } from './options.ts'
import { workloadToken } from './workload-identity.ts'
import type { ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'
import type { WorkloadIdentity } from './workload-identity.ts'

/** How an OpenAI provider is made. Everything may be left out. */
export interface OpenAIConfig extends ProviderConfig {
  /** Default: `OPENAI_API_KEY`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** Default: the host of `region`, else `OPENAI_BASE_URL`, else `https://api.openai.com/v1`. */
  readonly baseURL?: string
  /** Where requests are processed and kept; the project must be set up for it. `global` is the default host. */
  readonly region?: 'global' | 'us' | 'eu' | 'ae' | 'au' | 'in' | 'jp' | (string & {})
  /** Default: `OPENAI_ORG_ID`. */
  readonly organization?: string
  /** Default: `OPENAI_PROJECT_ID`. */
  readonly project?: string
  /** Sent with every request, over those of `OPENAI_CUSTOM_HEADERS`. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: the workload's own identity, exchanged for tokens. */
  readonly workloadIdentity?: WorkloadIdentity
  /** Instead of all these: headers from a request and its context. */
  readonly auth?: Auth
  /** Of chats, for a reference that names only the provider. The other capabilities have their own. */
  readonly defaultModel?: string
}

const hostOf = (region: string): string =>
  region === 'global' ? 'https://api.openai.com/v1' : `https://${region}.api.openai.com/v1`

/** OpenAI. Chat goes over Responses, and over Chat Completions where that is asked for or needed. */
export const openai = defineProvider('openai', (config: OpenAIConfig = {}) => {
  const configured = config.baseURL ?? (config.region && hostOf(config.region))
  const organization = fromEnv(config.organization, ['OPENAI_ORG_ID'])
  const project = fromEnv(config.project, ['OPENAI_PROJECT_ID'])
  const customHeaders = headersFromEnv('OPENAI_CUSTOM_HEADERS')
  const vendor: OpenAIVendor = {
    baseURL: fromEnv(configured, ['OPENAI_BASE_URL'], hostOf('global')),
    auth:
      config.auth ??
      (config.workloadIdentity ? workloadToken(config.workloadIdentity) : bearer(config.apiKey, 'OPENAI_API_KEY')),
    headers: (host) => ({
      'openai-organization': read(organization, host),
      'openai-project': read(project, host),
      ...customHeaders(host),
      ...config.headers,
    }),
    readError,
    limits: openaiLimits,
  }
  const http = vendorHttp(vendor)
  const apis = openaiApis(vendor)
  return {
    // As of 2026-11-22: good at everything, at a fifth of the price of the best.
    defaultModel: config.defaultModel ?? 'gpt-6.1-sol',
    credentials: ['OPENAI_API_KEY'],
    options,
    models: () => import('./models.ts'),
    listModels: openaiModels(vendor, {
      readModel: ({ shutdown_date: retires }) => (typeof retires === 'string' ? { retires } : {}),
    }),
    chat: apis.chat,
    // As of 2026-11-22, too: what is priced and not about to retire, where there is such a model.
    embed: Object.assign(openaiEmbed(vendor, { encoding: 'base64' }), { defaultModel: 'text-embedding-3-small' }),
    moderate: Object.assign(openaiModerate(vendor), { defaultModel: 'omni-moderation-latest' }),
    image: Object.assign(openaiImages(vendor), { defaultModel: 'gpt-image-2' }),
    speech: Object.assign(openaiSpeech(vendor, openaiSpeechQuirks()), { defaultModel: 'gpt-4o-mini-tts' }),
    transcribe: Object.assign(openaiTranscribe(vendor, openaiTranscribeQuirks()), { defaultModel: 'gpt-transcribe' }),
    countTokens: openaiCountTokens(http, apis.responses),
    batch: openaiBatch(vendor, openaiBatchDialect(apis)),
    tune: openaiTune(http),
    files: openaiFiles(vendor),
    extras: openaiKeptAnswers(http, apis),
  }
})
