import { answerRoute } from '../ollama/chat.ts'
import { embed } from '../ollama/embed.ts'
import { modelRoutes } from '../ollama/models.ts'
import { search } from '../ollama/search.ts'
import { failed, failureOf } from '../ollama/words.ts'
import type { Service } from '../service.ts'

/** Ollama's own protocol, as a server speaks it that asks for the key of whoever shows one. */
export const ollama: Service = {
  slug: 'ollama',
  root: '',
  sdkRoot: '',
  key: 'emulator-ollama',
  env: { key: 'OLLAMA_API_KEY', baseURL: 'OLLAMA_HOST' },
  ping: '\n',
  routes: [
    { method: 'POST', path: '/api/chat', handle: answerRoute(true) },
    { method: 'POST', path: '/api/generate', handle: answerRoute(false) },
    { method: 'POST', path: '/api/embed', handle: embed },
    { method: 'POST', path: '/api/web_search', handle: search },
    { method: 'POST', path: '/api/experimental/web_search', handle: search },
    { method: 'GET', path: '/api/version', handle: () => ({ json: { version: '0.32.3' } }) },
    ...modelRoutes,
  ],
  authenticate: ({ authorization }, key) =>
    authorization === undefined || authorization === `Bearer ${key}`
      ? undefined
      : failed(401, 'unauthorized', { signin_url: 'https://ollama.com/connect' }),
  failure: (status) => failureOf(status),
  noRoute: () => ({ status: 404, bytes: '404 page not found', type: 'text/plain' }),
  headers: () => ({}),
}
