import { speech, transcription } from '../deepinfra/audio.ts'
import { deepinfraChat } from '../deepinfra/chat.ts'
import { images } from '../deepinfra/images.ts'
import { deepinfraModels } from '../deepinfra/models.ts'
import { rerank } from '../deepinfra/rerank.ts'
import { deepinfraWords } from '../deepinfra/words.ts'
import { batchRoutes } from '../family/batches.ts'
import { chatRoute } from '../family/chat.ts'
import { completionsRoute } from '../family/completions.ts'
import { embeddingsRoute } from '../family/embeddings.ts'
import { fileRoutes } from '../family/files.ts'
import { familyService, type Member } from '../family/member.ts'
import { modelRoutes } from '../family/models.ts'
import { speechRoute } from '../family/speech.ts'
import { transcriptionRoute } from '../family/transcription.ts'
import type { Service } from '../service.ts'

const member: Member = {
  slug: 'deepinfra',
  root: '/v1/openai',
  sdkRoot: '/v1/openai',
  key: 'emulator-deepinfra-key',
  env: { key: 'DEEPINFRA_API_KEY', baseURL: 'DEEPINFRA_API_BASE' },
  words: deepinfraWords,
  chat: deepinfraChat,
  ping: ': ping - 2026-11-22 10:00:00.000000\n\n',
  models: deepinfraModels,
  headers: () => ({}),
  routes: (member) => [
    { method: 'POST', path: '/chat/completions', handle: chatRoute(member) },
    { method: 'POST', path: '/completions', handle: completionsRoute(member) },
    { method: 'POST', path: '/embeddings', handle: embeddingsRoute(member) },
    { method: 'POST', path: '/images/generations', handle: images },
    { method: 'POST', path: '/audio/speech', handle: speechRoute(member, speech) },
    { method: 'POST', path: '/audio/transcriptions', handle: transcriptionRoute(member, transcription, false) },
    { method: 'POST', path: '/audio/translations', handle: transcriptionRoute(member, transcription, true) },
    ...modelRoutes(member),
    ...fileRoutes(member, ['batch']),
    ...batchRoutes(member),
  ],
}

const family = familyService(member)
// Every address also exists without `/openai`; batches name them so.
const short = family.routes.map((route) => ({ ...route, path: route.path.replace('/v1/openai', '/v1') }))

/** DeepInfra: OpenAI's protocol with a cost in every usage, and its own inference beside it. */
export const deepinfra: Service = {
  ...family,
  routes: [...family.routes, ...short, { method: 'POST', path: '/v1/inference/:author/:name', handle: rerank }],
}
