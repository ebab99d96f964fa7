import { hostedRoutes } from '../portkey/hosted.ts'
import { behind, failure, handedOn } from '../portkey/words.ts'
import type { Route, Service } from '../service.ts'
import { anthropic } from './anthropic.ts'
import { cohere } from './cohere.ts'
import { openai } from './openai.ts'

const inRoot = (route: Route): Route => ({ ...route, path: route.path.replace(/^\/v2/u, '/v1') })

/** Portkey, hosted: OpenAI behind Chat Completions and all that looks like it, Anthropic behind Messages, Cohere behind the ranking. */
export const portkey: Service = {
  slug: 'portkey',
  root: '/v1',
  sdkRoot: '/v1',
  key: 'pk-emulator-portkey',
  env: { key: 'PORTKEY_API_KEY', baseURL: 'PORTKEY_BASE_URL' },
  ping: ': ping\n\n',
  routes: [
    ...hostedRoutes,
    ...openai.routes.map((route) => behind(route, 'openai')),
    ...anthropic.routes.filter(({ path }) => path.includes('/messages')).map((route) => behind(route, 'anthropic')),
    ...cohere.routes.filter(({ path }) => path.endsWith('/rerank')).map((route) => behind(inRoot(route), 'cohere')),
  ],
  authenticate: ({ 'x-portkey-api-key': given }, key) =>
    given === key ? undefined : failure(401, given === undefined ? 'API key is missing' : 'Invalid API Key'),
  failure: (status, code, requestId) => handedOn(openai.failure(status, code, requestId), 'openai'),
  noRoute: () => failure(404, 'Not found'),
  headers: (call) => ({
    ...openai.headers(call),
    'x-portkey-provider': call.path.includes('/messages') ? 'anthropic' : 'openai',
    'x-portkey-last-used-option-index': 'config',
    'x-portkey-retry-attempt-count': '0',
    'x-portkey-cache-status': 'MISS',
    'x-portkey-trace-id': `trace-${call.requestId}`,
  }),
}
