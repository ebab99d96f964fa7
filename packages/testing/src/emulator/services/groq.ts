import { batchRoutes } from '../family/batches.ts'
import { chatRoute } from '../family/chat.ts'
import { embeddingsRoute } from '../family/embeddings.ts'
import { fileRoutes } from '../family/files.ts'
import { familyService, type Member } from '../family/member.ts'
import { modelRoutes } from '../family/models.ts'
import { speechRoute } from '../family/speech.ts'
import { transcriptionRoute } from '../family/transcription.ts'
import { speech, transcription } from '../groq/audio.ts'
import { groqChat } from '../groq/chat.ts'
import { groqModels } from '../groq/models.ts'
import { groqWords } from '../groq/words.ts'
import type { Service } from '../service.ts'

const member: Member = {
  slug: 'groq',
  root: '/openai/v1',
  sdkRoot: '',
  key: 'gsk_emulator_groq',
  env: { key: 'GROQ_API_KEY', baseURL: 'GROQ_BASE_URL' },
  words: groqWords,
  chat: groqChat,
  ping: ': keep-alive\n\n',
  models: groqModels,
  headers: ({ requestId, path }) => ({
    'x-request-id': requestId,
    'x-groq-region': 'yul',
    'x-ratelimit-limit-requests': '14400',
    'x-ratelimit-remaining-requests': '14370',
    'x-ratelimit-reset-requests': '2h59.56s',
    // Audio models have limits on requests only.
    ...(!path.includes('/audio/') && {
      'x-ratelimit-limit-tokens': '18000',
      'x-ratelimit-remaining-tokens': '17997',
      'x-ratelimit-reset-tokens': '7.66s',
    }),
  }),
  routes: (member) => [
    { method: 'POST', path: '/chat/completions', handle: chatRoute(member) },
    { method: 'POST', path: '/embeddings', handle: embeddingsRoute(member) },
    { method: 'POST', path: '/audio/speech', handle: speechRoute(member, speech) },
    { method: 'POST', path: '/audio/transcriptions', handle: transcriptionRoute(member, transcription, false) },
    { method: 'POST', path: '/audio/translations', handle: transcriptionRoute(member, transcription, true) },
    ...modelRoutes(member),
    ...fileRoutes(member, ['batch']),
    ...batchRoutes(member),
  ],
}

/** Groq, a member of the OpenAI-compatible family. */
export const groq: Service = familyService(member)
