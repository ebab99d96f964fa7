import { defineProvider } from '@llmrr/core'
import {
  bearer,
  headersFromEnv,
  openaiBatch,
  openaiChat,
  openaiChatDialect,
  openaiFiles,
  openaiModels,
  openaiSpeech,
  openaiTranscribe,
} from '@llmrr/provider-kit'
import { options, optionsOf } from './options.ts'
import { quirks, without } from './chat.ts'
import { readError } from './errors.ts'
import { readModel } from './listing.ts'
import type { Host, ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'

/** How a Groq provider is made. Everything may be left out. */
export interface GroqConfig extends ProviderConfig {
  /** Default: `GROQ_API_KEY`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** With `/openai/v1` at its end. Default: the host of `GROQ_BASE_URL`, else `https://api.groq.com/openai/v1`. */
  readonly baseURL?: string
  /** Sent with every request, over those of `GROQ_CUSTOM_HEADERS`. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** Of chats, for a reference that names only the provider. The other capabilities have their own. */
  readonly defaultModel?: string
}

const root = '/openai/v1'

// The official SDK's variable names the host alone.
function baseFromEnv(host: Host): string {
  const base = (host.env('GROQ_BASE_URL') || 'https://api.groq.com').replace(/\/+$/, '')
  return base.endsWith(root) ? base : base + root
}

/** Groq: open-weight models at very low latency, Whisper, speech, and compound systems that search and run code. */
export const groq = defineProvider('groq', (config: GroqConfig = {}) => {
  const customHeaders = headersFromEnv('GROQ_CUSTOM_HEADERS')
  const vendor: OpenAIVendor = {
    baseURL: config.baseURL ?? baseFromEnv,
    auth: config.auth ?? bearer(config.apiKey, 'GROQ_API_KEY'),
    headers: (host) => ({ ...customHeaders(host), ...config.headers }),
    readError,
    without,
    quirks,
  }
  return {
    // As of 2026-11-22: the strongest general model in Groq's list; tools, schemas and reasoning.
    defaultModel: config.defaultModel ?? 'openai/gpt-oss-120b',
    credentials: ['GROQ_API_KEY'],
    options,
    models: () => import('./models.ts'),
    listModels: openaiModels(vendor, { readModel }),
    chat: openaiChat(vendor),
    // `wav` is the format that every voice of Groq makes.
    speech: Object.assign(
      openaiSpeech(vendor, {
        formats: ['wav', 'mp3', 'flac', 'ogg', 'mulaw'],
        defaultFormat: 'wav',
        fields: { sampleRate: 'sample_rate' },
        without: ['instructions'],
        billsCharacters: true,
      }),
      { defaultModel: 'canopylabs/orpheus-v1-english' },
    ),
    // A recording is billed as ten seconds at least.
    transcribe: Object.assign(
      openaiTranscribe(vendor, { urlField: 'url', billedSeconds: (seconds) => Math.max(10, seconds) }),
      { defaultModel: 'whisper-large-v3-turbo' },
    ),
    batch: openaiBatch(vendor, openaiChatDialect(vendor), {
      completionWindow: ({ target }) => optionsOf({ target }).completionWindow ?? '24h',
    }),
    files: openaiFiles(vendor, { purpose: 'batch' }),
  }
})
