import { familyService, type Member } from '../family/member.ts'
import { modelRoutes } from '../family/models.ts'
import { speech, transcription, voices } from '../mistral/audio.ts'
import { batchRoutes } from '../mistral/batches.ts'
import { chat, fim, mistralChat } from '../mistral/chat.ts'
import { converse } from '../mistral/conversations.ts'
import { fileRoutes } from '../mistral/files.ts'
import { mistralModels } from '../mistral/models.ts'
import { ocr } from '../mistral/ocr.ts'
import { embeddings, moderate, moderateChat } from '../mistral/texts.ts'
import { mistralWords } from '../mistral/words.ts'
import type { Service } from '../service.ts'

const member: Member = {
  slug: 'mistral',
  root: '/v1',
  sdkRoot: '',
  key: 'emulator-mistral-key',
  env: { key: 'MISTRAL_API_KEY', baseURL: 'MISTRAL_BASE_URL' },
  words: mistralWords,
  chat: mistralChat,
  ping: ': keep-alive\n\n',
  models: mistralModels,
  headers: ({ requestId, body }) => ({
    'mistral-correlation-id': requestId,
    'x-kong-request-id': requestId,
    // Streams do not tell limits.
    ...(!body?.stream && {
      'x-ratelimit-limit-req-minute': '100',
      'x-ratelimit-remaining-req-minute': '98',
      'x-ratelimit-limit-tokens-minute': '100000',
      'x-ratelimit-remaining-tokens-minute': '98941',
    }),
  }),
  routes: (member) => [
    { method: 'POST', path: '/chat/completions', handle: chat(member) },
    { method: 'POST', path: '/fim/completions', handle: fim(member) },
    { method: 'POST', path: '/conversations', handle: converse },
    { method: 'POST', path: '/embeddings', handle: embeddings(member) },
    { method: 'POST', path: '/moderations', handle: moderate },
    { method: 'POST', path: '/chat/moderations', handle: moderateChat },
    { method: 'POST', path: '/ocr', handle: ocr },
    { method: 'POST', path: '/audio/speech', handle: speech },
    { method: 'POST', path: '/audio/transcriptions', handle: transcription },
    { method: 'GET', path: '/audio/voices', handle: voices },
    ...modelRoutes(member),
    ...fileRoutes,
    ...batchRoutes,
  ],
}

/** Mistral AI: a member of the family with a closed schema and with ways of its own for documents and sound. */
export const mistral: Service = familyService(member)
