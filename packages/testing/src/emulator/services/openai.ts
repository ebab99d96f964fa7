import { batchRoutes } from '../family/batches.ts'
import { chatRoute } from '../family/chat.ts'
import { completionsRoute } from '../family/completions.ts'
import { embeddingsRoute } from '../family/embeddings.ts'
import { fileRoutes } from '../family/files.ts'
import { familyService, type Member } from '../family/member.ts'
import { modelRoutes } from '../family/models.ts'
import { speechRoute } from '../family/speech.ts'
import { transcriptionRoute } from '../family/transcription.ts'
import { speech, transcription } from '../openai/audio.ts'
import { openaiChat } from '../openai/chat.ts'
import { editImages, generate } from '../openai/images.ts'
import { openaiModels } from '../openai/models.ts'
import { moderate } from '../openai/moderations.ts'
import { openaiWords } from '../openai/words.ts'
import { responseRoutes } from '../responses/routes.ts'
import type { Service } from '../service.ts'

// Present where the fact sheet says so: not on models, files, batches, images, speech and moderations.
const limited = /\/(?:chat|responses|completions|embeddings|audio\/tran)/u

const limits: Readonly<Record<string, string>> = {
  'x-ratelimit-limit-requests': '10000',
  'x-ratelimit-limit-tokens': '2000000',
  'x-ratelimit-remaining-requests': '9999',
  'x-ratelimit-remaining-tokens': '1999000',
  'x-ratelimit-reset-requests': '6ms',
  'x-ratelimit-reset-tokens': '1m30s',
}

const member: Member = {
  slug: 'openai',
  root: '/v1',
  sdkRoot: '/v1',
  key: 'sk-emulator-openai',
  env: { key: 'OPENAI_API_KEY', baseURL: 'OPENAI_BASE_URL' },
  words: openaiWords,
  chat: openaiChat,
  ping: ': keep-alive\n\n',
  models: openaiModels,
  headers: ({ requestId, path }) => ({
    'x-request-id': requestId,
    'openai-version': '2020-10-01',
    'openai-organization': 'org-emulated',
    'openai-project': 'proj_emulated',
    'openai-processing-ms': '12',
    ...(limited.test(path) && limits),
  }),
  routes: (member) => [
    ...responseRoutes,
    { method: 'POST', path: '/chat/completions', handle: chatRoute(member) },
    { method: 'POST', path: '/completions', handle: completionsRoute(member) },
    { method: 'POST', path: '/embeddings', handle: embeddingsRoute(member) },
    { method: 'POST', path: '/moderations', handle: moderate },
    { method: 'POST', path: '/images/generations', handle: generate },
    { method: 'POST', path: '/images/edits', handle: editImages },
    { method: 'POST', path: '/audio/speech', handle: speechRoute(member, speech) },
    { method: 'POST', path: '/audio/transcriptions', handle: transcriptionRoute(member, transcription, false) },
    { method: 'POST', path: '/audio/translations', handle: transcriptionRoute(member, transcription, true) },
    ...modelRoutes(member),
    ...fileRoutes(member, ['assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals']),
    ...batchRoutes(member),
  ],
}

/** OpenAI. */
export const openai: Service = familyService(member)
