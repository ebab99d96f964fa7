import { answerRoute } from '../ollama/chat.ts'
import { failed, failureOf } from '../ollama/words.ts'
import { otherRoutes } from '../ollama/others.ts'
import type { Service } from '../service.ts'

/** Ollama's own protocol, as a server speaks it that asks for the key of whoever shows one. */
export const ollama: Service = {
  slug: 'ollama',
  root: '',
  sdkRoot: '',
  key: 'emulator-ollama',
  env: { key: 'OLLAMA_API_KEY', baseURL: 'OLLAMA_HOST' },
  headers: () => ({}),
  ping: '\n',
  routes: [
    { method: 'POST', path: '/api/chat', handle: answerRoute(true) },
    { method: 'POST', path: '/api/generate', handle: answerRoute(false) },
    ...otherRoutes,
  ],
  authenticate: ({ authorization }, key) =>
    authorization === undefined || authorization === `Bearer ${key}`
      ? undefined
      : failed(401, 'unauthorized', { signin_url: 'https://ollama.com/connect' }),
  failure: (status) => failureOf(status),
  noRoute: () => ({ status: 404, bytes: '404 page not found', type: 'text/plain' }),
}
