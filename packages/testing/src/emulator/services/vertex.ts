import { cacheRoutes } from '../gemini/caches.ts'
import { ask } from '../gemini/models.ts'
import { failed, failureOf } from '../gemini/words.ts'
import type { Service } from '../service.ts'
import { listModels } from '../vertex/models.ts'
import { place } from '../vertex/place.ts'
import { rawPredict } from '../vertex/raw-predict.ts'
import { tuneRoutes } from '../vertex/tunes.ts'

/** Google Vertex AI: Gemini and Claude in a project. */
export const vertex: Service = {
  slug: 'vertex',
  root: '',
  sdkRoot: '',
  key: 'ya29.emulator-vertex',
  env: { key: 'GOOGLE_VERTEX_API_KEY', baseURL: 'GOOGLE_VERTEX_BASE_URL' },
  ping: '',
  modelIn: (path) => /\/(?:models|endpoints)\/([^/:]+)/u.exec(path)?.[1],
  routes: [
    { method: 'POST', path: `/v1beta1${place}/publishers/google/models/:call`, handle: ask },
    { method: 'POST', path: `/v1${place}/publishers/google/models/:call`, handle: ask },
    { method: 'POST', path: `/v1beta1${place}/endpoints/:call`, handle: ask },
    { method: 'POST', path: '/v1beta1/publishers/google/models/:call', handle: ask },
    { method: 'POST', path: `/v1${place}/publishers/anthropic/models/:call`, handle: rawPredict },
    { method: 'GET', path: '/v1beta1/publishers/:publisher/models', handle: listModels },
    ...tuneRoutes,
    ...cacheRoutes(
      `/v1beta1${place}`,
      ({ params: [project, location] }) => `projects/${project}/locations/${location}/`,
    ),
  ],
  authenticate: (headers, key, _, { path }) => {
    const bearer = /^Bearer (.*)$/iu.exec(headers['authorization'] ?? '')?.[1]
    if (bearer === key) return undefined
    // Express mode knows no project.
    if (headers['x-goog-api-key'] === key && path.startsWith('/v1beta1/publishers/')) return undefined
    return failureOf(401, undefined)
  },
  failure: failureOf,
  noRoute: (method, path) => failed(404, { status: 'NOT_FOUND', message: `${method} ${path} was not found.` }),
  headers: ({ requestId, path }): Record<string, string> =>
    path.includes('/anthropic/') ? { 'request-id': requestId } : {},
}
