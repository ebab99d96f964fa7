import { llmError } from '@llmrr/core'
import { clouds } from './clouds.ts'
import { optionsOf } from './options.ts'
import type { Context, Host } from '@llmrr/core'
import type { WireRequest } from '@llmrr/provider-kit'
import type { Cloud } from './clouds.ts'

/** Where a resource is, as far as the config says. */
export interface Place {
  readonly resource?: string
  readonly baseURL?: string
  readonly cloud?: Cloud
  readonly apiVersion?: string
}

/** The address families of a resource: today's, the older one of deployments, and the older one of Foundry's models. */
export type Surface = 'v1' | 'deployments' | 'models'

// Deployments are in the path of these alone (as in the official SDK); all else is of the resource.
const perDeployment: ReadonlySet<string> = new Set([
  '/chat/completions',
  '/completions',
  '/embeddings',
  '/images/generations',
  '/images/edits',
  '/audio/transcriptions',
  '/audio/translations',
  '/audio/speech',
])

/** What `/models` has; its other capabilities are asked for at `/openai/v1`. */
const ofModels: ReadonlySet<string> = new Set(['/chat/completions', '/embeddings'])

/** Not yet final on v1, and so in need of a version that says so. */
const previews = /^\/(?:images|audio)\//

const lastDated = '2025-04-01-preview'
const versionOfModels = '2024-05-01-preview'
const isDated = (version: string | undefined): boolean => /^\d{4}-/.test(version ?? '')

/** Which addresses a target is asked at, and by which version. */
export function surfaceOf(
  { host, target }: Pick<Context, 'host' | 'target'>,
  place: Place,
): { readonly surface: Surface; readonly version?: string } {
  const options = optionsOf({ target })
  const version = options.apiVersion ?? place.apiVersion ?? (host.env('OPENAI_API_VERSION') || undefined)
  const surface = options.surface ?? (isDated(version) ? 'deployments' : 'v1')
  if (surface === 'deployments') return { surface, version: isDated(version) ? version! : lastDated }
  if (surface === 'models') return { surface, version: isDated(version) ? version! : versionOfModels }
  return { surface, ...(version !== undefined && !isDated(version) && { version }) }
}

/** Without what people paste along: `/openai/v1`, `/openai`, `/models`, `/anthropic`. A project's path stays. */
const trimmed = (address: string): string =>
  address
    .replace(/\/+$/, '')
    .replace(/\/+(?:openai(?:\/v1)?|models|anthropic(?:\/v1)?)$/, '')
    .replace(/\/+$/, '')

/** The address of the resource, or of the project in it. @throws LLMError `invalid-request` when nothing names it. */
export function baseOf(host: Host, { resource, baseURL, cloud = 'public' }: Place): string {
  const address = baseURL ?? (resource === undefined ? host.env('AZURE_OPENAI_ENDPOINT') : undefined)
  if (address) return trimmed(address)
  const name = resource ?? host.env('AZURE_RESOURCE_NAME')
  if (name) return `https://${name}.${clouds[cloud].openai}`
  throw llmError(
    'invalid-request',
    'No Azure resource is named: set AZURE_OPENAI_ENDPOINT or AZURE_RESOURCE_NAME, or pass baseURL or resource to the plugin function of azure-openai.',
    { retry: 'other' },
  )
}

/** The same resource under Foundry's host, which alone has Claude and `/models`. Hosts that are not Azure's stay. */
function foundryOf(base: string, cloud: Cloud): string {
  const url = new URL(base)
  const isOpenAI = /\.(?:openai|cognitiveservices)\.azure\.\w+$/.test(url.hostname)
  const name = url.hostname.split('.')[0]!
  // Projects have neither; a gateway's path stays.
  const path = url.pathname.replace(/\/api\/projects\/[^/]+$/, '').replace(/\/$/, '')
  return isOpenAI ? `https://${name}.${clouds[cloud].foundry}${path}` : url.origin + path
}

/** The last word on where a request goes: every capability asks for OpenAI's path, and here it becomes Azure's. */
export const locate =
  (place: Place) =>
  (request: WireRequest, context: Context): WireRequest => {
    const { path, method = 'POST' } = request
    const { cloud = 'public' } = place
    if (path.startsWith('/anthropic/'))
      return { ...request, path: foundryOf(baseOf(context.host, place), cloud) + path }
    const { surface, version } = surfaceOf(context, place)
    const at = (where: string, asked: string | undefined): WireRequest => ({
      ...request,
      path: where,
      ...(asked !== undefined && { query: { 'api-version': asked, ...request.query } }),
    })
    if (surface === 'models' && ofModels.has(path))
      return at(`${foundryOf(baseOf(context.host, place), cloud)}/models${path}`, version)
    if (surface === 'deployments') {
      const isOfDeployment = method === 'POST' && perDeployment.has(path)
      const deployment = encodeURIComponent(context.target.model)
      return at(isOfDeployment ? `/openai/deployments/${deployment}${path}` : `/openai${path}`, version)
    }
    const stable = surface === 'v1' ? version : undefined
    return at(`/openai/v1${path}`, stable ?? (previews.test(path) ? 'preview' : undefined))
  }
