import { createHttp, readApiKey } from '@llmrr/provider-kit'
import { defineProvider, llmError } from '@llmrr/core'
import { asking, googleToken } from './auth/google.ts'
import { chat } from './chat.ts'
import { countTokens } from './count-tokens.ts'
import { firstOf, locationOf, originOf, projectVariables } from './place.ts'
import { options } from './options.ts'
import { placed } from './placed.ts'
import { readError } from './errors.ts'
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
  /** Express mode, without a project. Default: `GOOGLE_API_KEY`, where no project and no credential is named. */
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
  /** Used for a reference that names only the provider. */
  readonly defaultModel?: string
}

const keyVariables = ['GOOGLE_API_KEY', 'GOOGLE_VERTEX_API_KEY'] as const

/** Google Vertex AI (Gemini Enterprise Agent Platform): Gemini, Claude, partners' and own models in a Google Cloud project. */
export const vertex = defineProvider('vertex', (config: VertexConfig = {}) => {
  const source = {
    ...(config.credentials && { credentials: config.credentials }),
    ...(config.keyFile !== undefined && { keyFile: config.keyFile }),
  }
  const namesCredential = config.credentials !== undefined || config.keyFile !== undefined || config.auth !== undefined
  const namedProject = ({ host }: Pick<Context, 'host'>): string | undefined =>
    config.project ?? firstOf(host, projectVariables)
  // As the official SDK: a project goes before a key of the environment, a key of the config before everything.
  const isExpress = (context: Context): boolean =>
    config.apiKey !== undefined ||
    (!namesCredential && namedProject(context) === undefined && !context.host.env('GOOGLE_APPLICATION_CREDENTIALS'))
  const token = googleToken(source)
  const auth: Auth = async (request, context) =>
    isExpress(context)
      ? { 'x-goog-api-key': await readApiKey(config.apiKey, keyVariables, context) }
      : token(request, context)

  let found: Promise<string> | undefined
  async function projectOf(context: Context): Promise<string> {
    const named = namedProject(context)
    if (named !== undefined) return named
    if (config.auth)
      throw llmError(
        'invalid-request',
        `${context.target.provider} needs a project: pass it, or set ${projectVariables[0]}.`,
        {
          target: context.target,
        },
      )
    found ??= asking((library) => library.projectOf(source, context), context)
    try {
      return await found
    } catch (thrown) {
      found = undefined
      throw thrown
    }
  }
  const rooted =
    (version: string) =>
    async (context: Context): Promise<string> => {
      const base = (config.baseURL ?? context.host.env('GOOGLE_VERTEX_BASE_URL'))?.replace(/\/+$/, '')
      if (isExpress(context)) return `${base || originOf('global')}/${version}`
      const location = locationOf(config.location, context)
      return `${base || originOf(location)}/${version}/projects/${await projectOf(context)}/locations/${location}`
    }

  const http = (requestIdHeader?: string) =>
    createHttp({
      baseURL: '',
      auth: config.auth ?? auth,
      headers: (host) => ({
        'x-goog-user-project': config.quotaProject ?? (host.env('GOOGLE_CLOUD_QUOTA_PROJECT') || undefined),
        ...config.headers,
      }),
      readError,
      ...(requestIdHeader !== undefined && { requestIdHeader }),
    })
  const own = placed(http(), rooted(config.apiVersion ?? 'v1beta1'))
  const claude = placed(http('request-id'), rooted('v1'))
  return {
    // As of 2026-11-22: generally available in every location until May 2027 at least.
    defaultModel: config.defaultModel ?? 'gemini-3.5-flash',
    credentials: [...keyVariables, 'GOOGLE_APPLICATION_CREDENTIALS'],
    options,
    models: () => import('./models.ts'),
    chat: chat(own, claude),
    countTokens: countTokens(own, claude),
  }
})
