import { completionsRoute } from '../family/completions.ts'
import { familyService, type Member } from '../family/member.ts'
import { modelRoutes } from '../family/models.ts'
import type { Service } from '../service.ts'
import { batchRoutes } from '../xai/batches.ts'
import { xaiChat } from '../xai/chat.ts'
import { mediaRoutes } from '../xai/media.ts'
import { xaiModels } from '../xai/models.ts'
import { deferrableChat, platformRoutes } from '../xai/platform.ts'
import { responseRoutes } from '../xai/responses.ts'
import { xaiWords } from '../xai/words.ts'

const member: Member = {
  slug: 'xai',
  root: '/v1',
  sdkRoot: '/v1',
  key: 'xai-emulator-key',
  env: { key: 'XAI_API_KEY', baseURL: 'XAI_BASE_URL' },
  words: xaiWords,
  chat: xaiChat,
  ping: ': keep-alive\n\n',
  models: xaiModels,
  headers: ({ requestId, path }): Readonly<Record<string, string>> =>
    /\/(?:tts|stt|batches|files)\b/u.test(path)
      ? { 'x-trace-id': requestId }
      : {
          'x-request-id': requestId,
          'x-zero-data-retention': 'false',
          'x-ratelimit-limit-requests': '1800',
          'x-ratelimit-remaining-requests': '1799',
          'x-ratelimit-limit-tokens': '10000000',
          'x-ratelimit-remaining-tokens': '9999000',
        },
  routes: (member) => [
    ...deferrableChat(member),
    { method: 'POST', path: '/completions', handle: completionsRoute(member) },
    ...responseRoutes,
    ...mediaRoutes,
    ...batchRoutes,
    ...platformRoutes,
    ...modelRoutes(member),
  ],
}

/** xAI: Responses and Chat Completions, search, pictures, films, voices, batches that are filled, answers for later. */
export const xai: Service = familyService(member)
