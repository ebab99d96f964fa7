import { defineProvider } from '@llmrr/core'
import {
  bearer,
  fromEnv,
  openaiChat,
  openaiEmbed,
  openaiImages,
  openaiModels,
  openaiModerate,
  openaiRerank,
  openaiSpeech,
  openaiTranscribe,
} from '@llmrr/provider-kit'
import type { ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth, OpenAIVendor } from '@llmrr/provider-kit'

/** How a provider for Acme is made. Everything may be left out. */
export interface AcmeConfig extends ProviderConfig {
  /** Default: `ACME_API_KEY`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** Default: `ACME_BASE_URL`, else `https://api.acme.example/v1`. */
  readonly baseURL?: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** For a reference that names only the provider. */
  readonly defaultModel?: string
}

const address = 'https://api.acme.example/v1'

/** Acme, over the format that it shares with OpenAI. */
export const acme = defineProvider('acme', (config: AcmeConfig = {}) => {
  const vendor: OpenAIVendor = {
    baseURL: fromEnv(config.baseURL, ['ACME_BASE_URL'], address),
    auth: config.auth ?? bearer(config.apiKey, 'ACME_API_KEY'),
    headers: config.headers,
    // Request fields that Acme refuses or does not know; core then tells the caller.
    without: [],
    // In what its chat differs from OpenAI's.
    quirks: {},
  }
  return {
    defaultModel: config.defaultModel ?? 'acme-large',
    credentials: ['ACME_API_KEY'],
    models: () => import('./models.ts'),
    // #region models
    listModels: openaiModels(vendor),
    // #endregion models
    chat: openaiChat(vendor),
    // #region embed
    embed: openaiEmbed(vendor),
    // #endregion embed
    // #region rerank
    rerank: openaiRerank(vendor),
    // #endregion rerank
    // #region moderate
    moderate: openaiModerate(vendor),
    // #endregion moderate
    // #region image
    image: openaiImages(vendor),
    // #endregion image
    // #region speech
    speech: openaiSpeech(vendor),
    // #endregion speech
    // #region transcribe
    transcribe: openaiTranscribe(vendor),
    // #endregion transcribe
  }
})
