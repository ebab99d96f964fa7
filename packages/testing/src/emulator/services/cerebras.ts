import { cerebrasChat, completionFields } from '../cerebras/chat.ts'
import { cerebrasWords } from '../cerebras/words.ts'
import { chatRoute } from '../family/chat.ts'
import { completionsRoute } from '../family/completions.ts'
import { familyService, type Member } from '../family/member.ts'
import { modelRoutes } from '../family/models.ts'
import type { Service } from '../service.ts'
import type { Loose } from '../http/loose.ts'

const models = ['gemma-4-31b', 'gpt-oss-120b', 'zai-glm-4.7']
const prices: Readonly<Record<string, readonly [prompt: string, completion: string]>> = {
  'gemma-4-31b': ['0.00000099', '0.00000149'],
  'gpt-oss-120b': ['0.00000035', '0.00000075'],
  'zai-glm-4.7': ['0.00000225', '0.00000275'],
}

const plain = (id: string): Loose => ({ id, object: 'model', created: 0, owned_by: 'Cerebras' })

/** The same in the form that gateways read. */
const told = (id: string): Loose => ({
  ...plain(id),
  name: id,
  context_length: 131_072,
  max_output_length: 40_960,
  pricing: { prompt: prices[id]![0], completion: prices[id]![1] },
  input_modalities: id.startsWith('gemma') ? ['text', 'image'] : ['text'],
  output_modalities: ['text'],
  quantization: 'fp16',
  supported_features: ['tools', 'json_mode', 'structured_outputs', 'reasoning'],
})

const member: Member = {
  slug: 'cerebras',
  root: '/v1',
  sdkRoot: '',
  key: 'csk-emulator-key',
  env: { key: 'CEREBRAS_API_KEY', baseURL: 'CEREBRAS_BASE_URL' },
  words: cerebrasWords,
  chat: cerebrasChat,
  ping: ': ping\n\n',
  models: models.map(plain),
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
        json: { object: 'list', data: models.map(query.get('format') === 'openrouter' ? told : plain) },
      }),
    },
    ...modelRoutes(member).filter(({ path }) => path !== '/models'),
    // The official SDK asks it when it is made, so that a connection stands.
    { method: 'GET', path: '/tcp_warming', handle: () => ({ json: {} }) },
  ],
}

/** Cerebras, a member of the OpenAI-compatible family with closed requests and errors without an envelope. */
export const cerebras: Service = familyService(member)
