import { agentRoutes } from '../perplexity/agent.ts'
import { contextualized, embeddings } from '../perplexity/embeddings.ts'
import { perplexityModels } from '../perplexity/models.ts'
import { search } from '../perplexity/search.ts'
import { sonarChat } from '../perplexity/sonar.ts'
import { perplexityWords } from '../perplexity/words.ts'
import type { Service } from '../service.ts'

/** Perplexity: the Agent API, Sonar, search and embeddings. */
export const perplexity: Service = {
  slug: 'perplexity',
  root: '',
  sdkRoot: '',
  key: 'pplx-emulator',
  env: { key: 'PERPLEXITY_API_KEY', baseURL: 'PERPLEXITY_BASE_URL' },
  ping: ': ping\n\n',
  routes: [
    ...agentRoutes,
    { method: 'POST', path: '/chat/completions', handle: sonarChat },
    { method: 'POST', path: '/search', handle: search },
    { method: 'POST', path: '/v1/embeddings', handle: embeddings },
    { method: 'POST', path: '/v1/contextualizedembeddings', handle: contextualized },
    { method: 'GET', path: '/v1/models', handle: () => ({ json: { object: 'list', data: perplexityModels } }) },
  ],
  authenticate: (given, expected) =>
    given.authorization === `Bearer ${expected}` ? undefined : perplexityWords.wrongKey(given.authorization),
  failure: (status, code, requestId) => perplexityWords.failure(status, code, requestId),
  noRoute: (method, path) => perplexityWords.noRoute(method, path),
  headers: ({ requestId }) => ({ 'x-request-id': requestId, 'x-ppl-region': 'us-east-1' }),
}
