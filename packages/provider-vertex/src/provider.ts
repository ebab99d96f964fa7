import { defineProvider } from '@llmrr/core'
import { createHttp, geminiCaches, geminiImage, resourceOf } from '@llmrr/provider-kit'
import { access, keyVariables } from './auth/access.ts'
import { batchJobs } from './batch-jobs.ts'
import { chat } from './chat.ts'
import { countTokens } from './count-tokens.ts'
import { embed } from './embed.ts'
import { locationOf, originOf } from './place.ts'
import { geminiQuirks } from './gemini.ts'
import { listModels } from './listing.ts'
import { options } from './options.ts'
import { placed } from './placed.ts'
import { readError } from './errors.ts'
import { speech } from './speech.ts'
import { transcribe } from './transcribe.ts'
import { tune } from './tune.ts'
import { video } from './video.ts'
import type { ApiKey, Auth } from '@llmrr/provider-kit'
import type { Context, ProviderConfig } from '@llmrr/core'

/** How a Vertex AI provider is made. Everything may be left out. */
export interface VertexConfig extends ProviderConfig {
  /** Default: `GOOGLE_CLOUD_PROJECT` and its kin, else the project of the credential or of the machine. */
  readonly project?: string
  /** A region, `us`, `eu` or `global`. Default: `GOOGLE_CLOUD_LOCATION` and its kin, else `global`. */
  readonly location?: string
  /**
   * The JSON of a credential file, parsed: a service account, a workload identity, an impersonation, a user. Default:
   * application default credentials.
   */
  readonly credentials?: object
  /** Path of a credential file. Default: `GOOGLE_APPLICATION_CREDENTIALS`. */
  readonly keyFile?: string
  /** Express mode, without a project. Default: `GOOGLE_VERTEX_API_KEY`, else `GOOGLE_API_KEY`, where no project and no credential is named. */
  readonly apiKey?: ApiKey
  /** Project that pays and whose quota counts. Default: `GOOGLE_CLOUD_QUOTA_PROJECT`, else that of the credential. */
  readonly quotaProject?: string
  /** Instead of the host of the location. Default: `GOOGLE_VERTEX_BASE_URL`. */
  readonly baseURL?: string
  /** Version of the API for Google's own models. Default `v1beta1`, which has everything. */
  readonly apiVersion?: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of all credentials: headers from a request and its context. */
  readonly auth?: Auth
  /** Of chats, for a reference that names only the provider. Embeddings, pictures, speech and transcripts have their own. */
  readonly defaultModel?: string
}

/** Google Vertex AI (Gemini Enterprise Agent Platform): Gemini, Claude, partners' and own models in a Google Cloud project. */
export const vertex = defineProvider('vertex', (config: VertexConfig = {}) => {
  const { auth, isExpress, projectOf } = access(config)
  const version = config.apiVersion ?? 'v1beta1'
  const baseOf = (context: Context): string =>
    (config.baseURL ?? context.host.env('GOOGLE_VERTEX_BASE_URL'))?.replace(/\/+$/, '') ||
    originOf(isExpress(context) ? 'global' : locationOf(config.location, context))
  /** Names of what lies in the project begin with it. */
  const prefixOf = async (context: Context): Promise<string> =>
    isExpress(context) ? '' : `projects/${await projectOf(context)}/locations/${locationOf(config.location, context)}/`
  const rooted = (version: string) => async (context: Context) =>
    `${baseOf(context)}/${version}/${await prefixOf(context)}`.replace(/\/$/, '')
  // Chirp is served from a few places, none of them everywhere.
  async function speechRoot(context: Context): Promise<string> {
    const said = locationOf(config.location, context)
    const location = said === 'global' ? 'us' : said
    return `https://${location}-speech.googleapis.com/v2/projects/${await projectOf(context)}/locations/${location}`
  }

  const http = (requestIdHeader?: string) =>
    createHttp({
      baseURL: '',
      auth,
      headers: (host) => ({
        'x-goog-user-project': config.quotaProject ?? (host.env('GOOGLE_CLOUD_QUOTA_PROJECT') || undefined),
        ...config.headers,
      }),
      readError,
      ...(requestIdHeader !== undefined && { requestIdHeader }),
    })
  const anywhere = http()
  const own = placed(anywhere, rooted(version))
  const claude = placed(http('request-id'), rooted('v1'))
  return {
    // As of 2026-11-22: generally available in every location until May 2027 at least.
    defaultModel: config.defaultModel ?? 'gemini-3.5-flash',
    credentials: [...keyVariables, 'GOOGLE_APPLICATION_CREDENTIALS'],
    options,
    models: () => import('./models.ts'),
    listModels: listModels(anywhere, (context) => `${baseOf(context)}/${version}`),
    chat: chat(own, claude),
    embed: embed(own),
    image: Object.assign(geminiImage(own, geminiQuirks), { defaultModel: 'gemini-3.1-flash-image' }),
    speech: speech(own, anywhere),
    transcribe: transcribe(anywhere, speechRoot),
    countTokens: countTokens(own, claude),
    video: video(own),
    tune: tune(own),
    extras: {
      ...geminiCaches(
        own,
        geminiQuirks,
        async (model, context) => `${await prefixOf(context)}${resourceOf(model, 'publishers/google/models')}`,
        (name) => `/cachedContents/${name.slice(name.lastIndexOf('/') + 1)}`,
      ),
      ...batchJobs(own),
    },
  }
})
