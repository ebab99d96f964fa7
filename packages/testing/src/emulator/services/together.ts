import { chatRoute } from '../family/chat.ts'
import { completionsRoute } from '../family/completions.ts'
import { embeddingsRoute } from '../family/embeddings.ts'
import { familyService, type Member } from '../family/member.ts'
import { rerankRoute } from '../family/rerank.ts'
import { speechRoute } from '../family/speech.ts'
import { transcriptionRoute } from '../family/transcription.ts'
import { a } from '../http/shape.ts'
import type { Service } from '../service.ts'
import { speech, transcription } from '../together/audio.ts'
import { batchRoutes } from '../together/batches.ts'
import { sampling, togetherChat } from '../together/chat.ts'
import { fileRoutes } from '../together/files.ts'
import { images } from '../together/images.ts'
import { togetherModels } from '../together/models.ts'
import { platformRoutes } from '../together/platform.ts'
import { tuneRoutes } from '../together/tunes.ts'
import { createVideo, lookAtVideo } from '../together/videos.ts'
import { togetherWords } from '../together/words.ts'

const member: Member = {
  slug: 'together',
  root: '/v1',
  sdkRoot: '/v1',
  key: 'emulator-together-key',
  env: { key: 'TOGETHER_API_KEY', baseURL: 'TOGETHER_BASE_URL' },
  words: togetherWords,
  chat: togetherChat,
  ping: ': ping\n\n',
  models: togetherModels,
  headers: ({ requestId }) => ({
    'x-request-id': requestId,
    'retry-after': '2',
    'x-ratelimit': 'false',
    'x-ratelimit-limit': '10',
    'x-ratelimit-remaining': '19',
    'x-ratelimit-reset': '2',
    'x-ratelimit-limit-tokens': '3000',
    'x-ratelimit-remaining-tokens': '2910',
  }),
  routes: (member) => [
    { method: 'POST', path: '/chat/completions', handle: chatRoute(member) },
    {
      method: 'POST',
      path: '/completions',
      handle: completionsRoute(member, { fields: { ...sampling, prompt: { type: 'string', required: true } } }),
    },
    { method: 'POST', path: '/embeddings', handle: embeddingsRoute(member, { fields: {}, size: 1024 }) },
    {
      method: 'POST',
      path: '/rerank',
      handle: rerankRoute(member, {
        objects: true,
        fields: { rank_fields: a.array },
        extras: ({ state, body }, tokens) => ({
          id: state.id('o', 14),
          object: 'rerank',
          model: body.model,
          usage: { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens },
        }),
      }),
    },
    { method: 'POST', path: '/images/generations', handle: images },
    {
      method: 'POST',
      path: '/audio/speech',
      handle: speechRoute(member, speech),
    },
    { method: 'POST', path: '/audio/transcriptions', handle: transcriptionRoute(member, transcription, false) },
    { method: 'POST', path: '/audio/translations', handle: transcriptionRoute(member, transcription, true) },
    { method: 'POST', path: '/videos', handle: createVideo },
    { method: 'GET', path: '/videos/:id', handle: lookAtVideo },
    // A bare list.
    { method: 'GET', path: '/models', handle: () => ({ json: togetherModels }) },
    ...fileRoutes,
    ...batchRoutes,
    ...tuneRoutes,
    ...platformRoutes,
  ],
}

/** Together AI, a member of the OpenAI-compatible family with jobs and endpoints of its own. */
export const together: Service = familyService(member)
