import { agentRoutes } from '../perplexity/agent.ts'
import { contextualized, embeddings, search } from '../perplexity/others.ts'
import { perplexityWords } from '../perplexity/words.ts'
import { sonarChat } from '../perplexity/sonar.ts'
import type { Service } from '../service.ts'

const models = [
  ['perplexity/sonar', 0.25, 2.5, 0.0625],
  ['openai/gpt-5.6-luna', 0.2, 1.2, 0.02],
  ['anthropic/claude-haiku-4-5', 1, 5, 0.1],
  ['google/gemini-3.5-flash', 1.5, 9, 0.15],
].map(([id, input, output, cache_read]) => ({
  id,
  object: 'model',
  created: 0,
  owned_by: String(id).split('/')[0],
  pricing: { input, output, cache_read, unit: 'usd_per_1m_tokens' },
}))

/** Perplexity: the Agent API, Sonar, search and embeddings. */
export const perplexity: Service = {
  slug: 'perplexity',
  root: '',
  sdkRoot: '',
  key: 'pplx-emulator',
  env: { key: 'PERPLEXITY_API_KEY', baseURL: 'PERPLEXITY_BASE_URL' },
  ping: ': ping\n\n',
  headers: ({ requestId }) => ({ 'x-request-id': requestId, 'x-ppl-region': 'us-east-1' }),
  routes: [
    ...agentRoutes,
    { method: 'POST', path: '/chat/completions', handle: sonarChat },
    { method: 'POST', path: '/search', handle: search },
    { method: 'POST', path: '/v1/embeddings', handle: embeddings },
    { method: 'POST', path: '/v1/contextualizedembeddings', handle: contextualized },
    { method: 'GET', path: '/v1/models', handle: () => ({ json: { object: 'list', data: models } }) },
  ],
  authenticate: (given, expected) =>
    given.authorization === `Bearer ${expected}` ? undefined : perplexityWords.wrongKey(given.authorization),
  failure: (status, code, requestId) => perplexityWords.failure(status, code, requestId),
  noRoute: (method, path) => perplexityWords.noRoute(method, path),
}
