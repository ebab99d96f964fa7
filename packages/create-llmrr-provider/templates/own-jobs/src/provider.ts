import { defineProvider } from '@llmrr/core'
import { bearer, createHttp, fromEnv } from '@llmrr/provider-kit'
import { chat } from './chat.ts'
import { createJobs } from './jobs.ts'
import { image } from './image.ts'
import { listModels } from './list-models.ts'
import { readError } from './errors.ts'
import { video } from './video.ts'
import type { ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth } from '@llmrr/provider-kit'

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

/** Acme, where everything is a job that is begun and looked after. */
export const acme = defineProvider('acme', (config: AcmeConfig = {}) => {
  const http = createHttp({
    baseURL: fromEnv(config.baseURL, ['ACME_BASE_URL'], address),
    auth: config.auth ?? bearer(config.apiKey, 'ACME_API_KEY'),
    headers: config.headers,
    readError,
  })
  const jobs = createJobs(http)
  return {
    defaultModel: config.defaultModel ?? 'acme-large',
    credentials: ['ACME_API_KEY'],
    models: () => import('./models.ts'),
    // #region models
    listModels: (context) => listModels(http, context),
    // #endregion models
    chat: chat(jobs),
    // #region image
    image: image(jobs),
    // #endregion image
    // #region video
    video: video(jobs),
    // #endregion video
  }
})
