import { defineProvider } from '@llmrr/core'
import { bearer, fromEnv } from '@llmrr/provider-kit'
import { createRuns } from './runs.ts'
import { extras } from './extras.ts'
import { listModels } from './listing.ts'
import { replicateEmbed } from './embed.ts'
import { replicateFiles } from './files.ts'
import { replicateImage } from './image.ts'
import { replicateSpeech } from './speech.ts'
import { replicateTranscribe } from './transcribe.ts'
import { replicateTune } from './tune.ts'
import { replicateVideo } from './video.ts'
import { createService } from './service.ts'
import { modelReader } from './models-read.ts'
import { options } from './options.ts'
import { readError } from './errors.ts'
import { replicateChat } from './chat.ts'
import type { ProviderConfig } from '@llmrr/core'
import type { ApiKey, Auth } from '@llmrr/provider-kit'

/** How a Replicate provider is made. Everything may be left out. */
export interface ReplicateConfig extends ProviderConfig {
  /** Default: `REPLICATE_API_TOKEN`. A function is called for each attempt, and once more after a 401. */
  readonly apiKey?: ApiKey
  /** With its version. Default: `REPLICATE_BASE_URL`, else `https://api.replicate.com/v1`. */
  readonly baseURL?: string
  /** Sent with every request to the service itself, not to where it keeps files. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of a key: headers from a request and its context. */
  readonly auth?: Auth
  /** Of chats, for a reference that names only the provider. Pictures, speech and transcripts have their own. */
  readonly defaultModel?: string
}

/** Replicate: any model in a container. Language, pictures, sound and films; official models, community models, your own. */
export const replicate = defineProvider('replicate', (config: ReplicateConfig = {}) => {
  const baseURL = fromEnv(config.baseURL, ['REPLICATE_BASE_URL'], 'https://api.replicate.com/v1')
  const service = createService({
    baseURL,
    auth: config.auth ?? bearer(config.apiKey, 'REPLICATE_API_TOKEN'),
    headers: config.headers,
    readError,
    limits: { requests: ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'] },
  })
  const models = modelReader(service.http)
  const runs = createRuns(service.http, models)
  return {
    // As of 2026-10-07: the official model of language whose price is known.
    defaultModel: config.defaultModel ?? 'deepseek-ai/deepseek-r1',
    credentials: ['REPLICATE_API_TOKEN'],
    options,
    models: () => import('./models.ts'),
    listModels: listModels(service.http, baseURL),
    chat: replicateChat(service, runs, models),
    embed: replicateEmbed(service, runs, models),
    image: replicateImage(service, runs, models),
    speech: replicateSpeech(service, runs, models),
    transcribe: replicateTranscribe(service, runs, models),
    video: replicateVideo(service, runs, models),
    tune: replicateTune(service, runs),
    files: replicateFiles(service),
    extras: extras(service.http),
  }
})
