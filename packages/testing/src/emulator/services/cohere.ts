import { chat } from '../cohere/chat.ts'
import { embed } from '../cohere/embed.ts'
import { list, one } from '../cohere/models.ts'
import { rerank } from '../cohere/rerank.ts'
import { detokenize, tokenize } from '../cohere/tokens.ts'
import { transcribe } from '../cohere/transcription.ts'
import { failed, failureOf } from '../cohere/words.ts'
import type { Service } from '../service.ts'

/** Cohere. */
export const cohere: Service = {
  slug: 'cohere',
  root: '',
  sdkRoot: '',
  key: 'emulator-cohere-key',
  env: { key: 'CO_API_KEY', baseURL: 'CO_API_URL' },
  ping: ': ping\n\n',
  routes: [
    { method: 'POST', path: '/v2/chat', handle: chat },
    { method: 'POST', path: '/v2/embed', handle: embed },
    { method: 'POST', path: '/v2/rerank', handle: rerank },
    { method: 'POST', path: '/v2/audio/transcriptions', handle: transcribe },
    { method: 'POST', path: '/v1/tokenize', handle: tokenize },
    { method: 'POST', path: '/v1/detokenize', handle: detokenize },
    { method: 'GET', path: '/v1/models', handle: list },
    { method: 'GET', path: '/v1/models/:model', handle: one },
    {
      method: 'POST',
      path: '/v1/check-api-key',
      handle: () => ({ json: { valid: true, organization_id: 'org-emulated', owner_id: 'owner-emulated' } }),
    },
  ],
  authenticate: (headers, key, requestId) => {
    const given = /^Bearer (.*)$/iu.exec(headers.authorization ?? '')?.[1]
    if (given === key) return undefined
    return given ? failureOf(401, undefined, requestId) : failed(401, 'no api key supplied', requestId)
  },
  failure: failureOf,
  noRoute: (method, path, requestId) => failed(404, `${method} ${path}: there is no such endpoint.`, requestId),
  headers: ({ requestId }) => ({
    'x-debug-trace-id': requestId,
    'x-trial-endpoint-call-limit': '20',
    'x-trial-endpoint-call-remaining': '19',
    'x-endpoint-monthly-call-limit': '1000',
  }),
}
