import { familyService, type Member } from '../family/member.ts'
import { batchRoutes } from '../openrouter/batches.ts'
import { openrouterChat, openrouterChatRoute } from '../openrouter/chat.ts'
import { createVideo, images, lookAtVideo, speech, transcribe, videoContent } from '../openrouter/media.ts'
import { models, platformRoutes } from '../openrouter/platform.ts'
import { createResponse } from '../openrouter/responses.ts'
import { completions, embeddings, rerank } from '../openrouter/texts.ts'
import { openrouterWords } from '../openrouter/words.ts'
import type { Service } from '../service.ts'

const member: Member = {
  slug: 'openrouter',
  root: '/api/v1',
  sdkRoot: '/api/v1',
  key: 'sk-or-v1-emulator',
  env: { key: 'OPENROUTER_API_KEY', baseURL: 'OPENROUTER_BASE_URL' },
  words: openrouterWords,
  chat: openrouterChat,
  ping: ': OPENROUTER PROCESSING\n\n',
  models,
  headers: ({ requestId, path }) => ({
    'cf-ray': `${requestId}-EMU`,
    ...(path.endsWith('/chat/completions') && { 'x-generation-id': `gen-${requestId}` }),
  }),
  routes: (member) => [
    { method: 'POST', path: '/chat/completions', handle: openrouterChatRoute(member) },
    { method: 'POST', path: '/responses', handle: createResponse },
    { method: 'POST', path: '/completions', handle: completions(member) },
    { method: 'POST', path: '/embeddings', handle: embeddings(member) },
    { method: 'POST', path: '/rerank', handle: rerank(member) },
    { method: 'POST', path: '/images', handle: images },
    { method: 'POST', path: '/audio/speech', handle: speech },
    { method: 'POST', path: '/audio/transcriptions', handle: transcribe },
    { method: 'POST', path: '/videos', handle: createVideo },
    { method: 'GET', path: '/videos/:id', handle: lookAtVideo },
    { method: 'GET', path: '/videos/:id/content', handle: videoContent },
    ...platformRoutes,
  ],
}

const family = familyService(member)

/** OpenRouter: the family's protocol with fields of its own, batches beside it, and a model list that anybody may read. */
export const openrouter: Service = {
  ...family,
  routes: [...family.routes, ...batchRoutes],
  authenticate: (headers, key, requestId, asked) =>
    asked.method === 'GET' && asked.path === '/api/v1/models'
      ? undefined
      : family.authenticate(headers, key, requestId, asked),
}
