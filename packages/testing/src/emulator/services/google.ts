import { cacheRoutes } from '../gemini/caches.ts'
import { fileRoutes } from '../gemini/files.ts'
import { modelRoutes } from '../gemini/models.ts'
import { failed, failureOf } from '../gemini/words.ts'
import type { Service } from '../service.ts'

/** Google AI Studio: the Gemini API. */
export const google: Service = {
  slug: 'google',
  root: '',
  sdkRoot: '',
  key: 'AQ.emulator-google',
  env: { key: 'GOOGLE_API_KEY', baseURL: 'GOOGLE_GEMINI_BASE_URL' },
  ping: '',
  modelIn: (path) => /\/models\/([^/:]+)/u.exec(path)?.[1],
  takesBytes: (path) => path === '/upload/v1beta/files',
  routes: [...modelRoutes, ...fileRoutes, ...cacheRoutes('/v1beta', () => '')],
  authenticate: (headers, key, _, { target }) => {
    const query = new URLSearchParams(target.split('?')[1]).get('key')
    const given = headers['x-goog-api-key'] ?? query ?? undefined
    if (given !== undefined && headers['authorization'] !== undefined)
      return failed(400, {
        status: 'INVALID_ARGUMENT',
        message: 'Multiple authentication credentials received. Please pass only one.',
      })
    if (given === key) return undefined
    if (given !== undefined) return failureOf(400, 'API_KEY_INVALID')
    return headers['authorization'] === undefined
      ? failed(403, {
          status: 'PERMISSION_DENIED',
          message:
            "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
        })
      : failureOf(401, undefined)
  },
  failure: failureOf,
  noRoute: (method, path) => failed(404, { status: 'NOT_FOUND', message: `${method} ${path} was not found.` }),
  // There is no id of a request, and no limits: both stand in bodies.
  headers: () => ({ 'server-timing': 'gfet4t7; dur=12' }),
}
