import { familyService, type Member } from '../family/member.ts'
import { adminRoutes, groups } from '../litellm/admin.ts'
import { behind } from '../litellm/behind.ts'
import { litellmChat } from '../litellm/chat.ts'
import { failure, wrongKey } from '../litellm/words.ts'
import { openaiChat } from '../openai/chat.ts'
import { openaiWords } from '../openai/words.ts'
import { anthropic } from './anthropic.ts'
import { cohere } from './cohere.ts'
import { openai } from './openai.ts'
import type { Headers, Route, Service } from '../service.ts'

const headers: Service['headers'] = ({ requestId, path, body }) => {
  const isClaude = /claude/u.test(String(body?.model ?? ''))
  return {
    'x-litellm-version': '1.108.7',
    // What is not a call of a model has no id.
    ...(path.startsWith('/v1/') && {
      'x-litellm-call-id': requestId,
      'x-litellm-key-spend': '0.5',
      'x-litellm-attempted-retries': '0',
      ...(body?.model !== undefined && {
        'x-litellm-model-id': `id-of-${body.model}`,
        'x-litellm-model-name': `${isClaude ? 'anthropic' : 'openai'}/${body.model}`,
      }),
      'x-ratelimit-limit-requests': '10000',
      'x-ratelimit-remaining-requests': '9999',
    }),
  }
}

const member: Member = {
  slug: 'litellm',
  root: '/v1',
  sdkRoot: '/v1',
  key: 'sk-emulator-litellm',
  env: { key: 'LITELLM_API_KEY', baseURL: 'LITELLM_BASE_URL' },
  words: openaiWords,
  chat: openaiChat,
  ping: ': ping\n\n',
  models: groups.map(({ model_group: id }) => ({ id, object: 'model', created: 1_677_610_602, owned_by: 'openai' })),
  headers,
  routes: () => [],
}

const path = '/v1/chat/completions'
const inRoot = (route: Route): Route => ({ ...route, path: route.path.replace(/^\/v2/u, '/v1') })
const isModels = ({ path }: Route): boolean => path === '/v1/models'
const given = ({ authorization, 'x-litellm-api-key': own, 'api-key': azure, 'x-api-key': claude }: Headers) =>
  /^(?:Bearer )?(.*)$/iu.exec(own ?? authorization ?? azure ?? claude ?? '')?.[1] || undefined
const open = new Set(['/health/liveliness', '/health/readiness'])

/** LiteLLM's proxy: OpenAI's protocol in front of OpenAI, of Anthropic (over Messages as well) and of Cohere's ranking, with keys in a database. */
export const litellm: Service = {
  ...familyService(member),
  routes: [
    ...adminRoutes,
    { method: 'GET', path: '/v1/models', handle: () => ({ json: { object: 'list', data: member.models } }) },
    behind({ method: 'POST', path, handle: litellmChat(member) }),
    ...openai.routes.filter((route) => route.path !== path && !isModels(route)).map(behind),
    ...anthropic.routes.filter((route) => /\/messages(?:\/count_tokens)?$/u.test(route.path)).map(behind),
    ...cohere.routes.filter((route) => route.path.endsWith('/rerank')).map((route) => behind(inRoot(route))),
  ],
  authenticate: (sent, key, _requestId, asked) =>
    open.has(asked.path) || given(sent) === key ? undefined : wrongKey(given(sent)),
  failure,
  noRoute: () => ({ status: 404, json: { detail: 'Not Found' } }),
}
