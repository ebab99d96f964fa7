import { chatRoute } from '../family/chat.ts'
import { familyService, type Member } from '../family/member.ts'
import { hostFor, huggingfaceChat } from '../huggingface/chat.ts'
import { endpointRoutes } from '../huggingface/endpoint.ts'
import { hostRoutes } from '../huggingface/hosts.ts'
import { hubRoutes } from '../huggingface/hub.ts'
import { huggingfaceModels } from '../huggingface/models.ts'
import { modelIn, takesBytes, taskRoutes } from '../huggingface/tasks.ts'
import { huggingfaceWords } from '../huggingface/words.ts'
import type { Service } from '../service.ts'

const member: Member = {
  slug: 'huggingface',
  root: '',
  sdkRoot: '',
  key: 'hf_emulator',
  env: { key: 'HF_TOKEN', baseURL: 'HUGGINGFACE_BASE_URL' },
  words: huggingfaceWords,
  chat: huggingfaceChat,
  ping: ': keep-alive\n\n',
  models: huggingfaceModels,
  headers: ({ requestId, path, body }) => ({
    'x-request-id': requestId,
    ...(path === '/v1/chat/completions' && { 'x-inference-provider': hostFor(body?.model) }),
    ...(path.startsWith('/hf-inference/') && { 'x-inference-provider': 'hf-inference' }),
  }),
  routes: (member) => [
    { method: 'POST', path: '/v1/chat/completions', handle: chatRoute(member) },
    { method: 'GET', path: '/v1/models', handle: () => ({ json: { object: 'list', data: huggingfaceModels } }) },
    ...taskRoutes,
    ...hostRoutes(member),
    ...hubRoutes,
    ...endpointRoutes,
  ],
}

/** Hugging Face: the router, its own tasks, hosts in their own way, the Hub and dedicated endpoints, all at one address. */
export const huggingface: Service = { ...familyService(member), modelIn, takesBytes }
