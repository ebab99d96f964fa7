import { cerebrasChat, completionFields } from '../cerebras/chat.ts'
import { cerebrasModels, cerebrasModelsForGateways } from '../cerebras/models.ts'
import { cerebrasWords } from '../cerebras/words.ts'
import { chatRoute } from '../family/chat.ts'
import { completionsRoute } from '../family/completions.ts'
import { familyService, type Member } from '../family/member.ts'
import { modelRoutes } from '../family/models.ts'
import type { Service } from '../service.ts'

const member: Member = {
  slug: 'cerebras',
  root: '/v1',
  sdkRoot: '',
  key: 'csk-emulator-key',
  env: { key: 'CEREBRAS_API_KEY', baseURL: 'CEREBRAS_BASE_URL' },
  words: cerebrasWords,
  chat: cerebrasChat,
  ping: ': ping\n\n',
  models: cerebrasModels,
  headers: ({ requestId }) => ({
    'x-request-id': requestId,
    'inference-id': `chatcmpl-${requestId}`,
    'x-ratelimit-limit-requests-day': '1440000',
    'x-ratelimit-remaining-requests-day': '1439999',
    'x-ratelimit-reset-requests-day': '24482.56',
    'x-ratelimit-limit-tokens-minute': '1000000',
    'x-ratelimit-remaining-tokens-minute': '999742',
    'x-ratelimit-reset-tokens-minute': '2.56',
  }),
  routes: (member) => [
    { method: 'POST', path: '/chat/completions', handle: chatRoute(member) },
    { method: 'POST', path: '/completions', handle: completionsRoute(member, { fields: completionFields }) },
    {
      method: 'GET',
      path: '/models',
      handle: ({ query }) => ({
        json: {
          object: 'list',
          data: query.get('format') === 'openrouter' ? cerebrasModelsForGateways : cerebrasModels,
        },
      }),
    },
    ...modelRoutes(member).filter(({ path }) => path !== '/models'),
    // The official SDK asks it when it is made, so that a connection stands.
    { method: 'GET', path: '/tcp_warming', handle: () => ({ json: {} }) },
  ],
}

/** Cerebras, a member of the OpenAI-compatible family with closed requests and errors without an envelope. */
export const cerebras: Service = familyService(member)
