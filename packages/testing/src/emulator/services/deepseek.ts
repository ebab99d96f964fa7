import { completionFields, deepseekChat } from '../deepseek/chat.ts'
import { create } from '../deepseek/responses.ts'
import { deepseekWords } from '../deepseek/words.ts'
import { chatRoute } from '../family/chat.ts'
import { completionsRoute } from '../family/completions.ts'
import { familyService, type Member } from '../family/member.ts'
import { modelRoutes } from '../family/models.ts'
import type { Service } from '../service.ts'

const balance = {
  is_available: true,
  balance_infos: [{ currency: 'USD', total_balance: '12.50', granted_balance: '2.50', topped_up_balance: '10.00' }],
}

const member: Member = {
  slug: 'deepseek',
  root: '',
  sdkRoot: '',
  key: 'sk-emulator-deepseek',
  env: { key: 'DEEPSEEK_API_KEY', baseURL: 'DEEPSEEK_BASE_URL' },
  words: deepseekWords,
  chat: deepseekChat,
  ping: ': keep-alive\n\n',
  models: ['deepseek-flash', 'deepseek-v4-pro'].map((id) => ({ id, object: 'model', owned_by: 'deepseek' })),
  headers: ({ requestId }) => ({ 'x-ds-trace-id': requestId }),
  routes: (member) => [
    { method: 'POST', path: '/chat/completions', handle: chatRoute(member) },
    { method: 'POST', path: '/beta/chat/completions', handle: chatRoute(member) },
    { method: 'POST', path: '/beta/completions', handle: completionsRoute(member, { fields: completionFields }) },
    { method: 'POST', path: '/responses', handle: create },
    { method: 'GET', path: '/user/balance', handle: () => ({ json: balance }) },
    ...modelRoutes(member),
  ],
}

/** DeepSeek: thinking by default, a beta address beside the usual one. */
export const deepseek: Service = familyService(member)
