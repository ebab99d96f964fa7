import { chatRoute } from '../family/chat.ts'
import { completionsRoute } from '../family/completions.ts'
import { embeddingsRoute } from '../family/embeddings.ts'
import { familyService, type Member } from '../family/member.ts'
import { modelRoutes } from '../family/models.ts'
import { rerankRoute } from '../family/rerank.ts'
import { transcriptionRoute } from '../family/transcription.ts'
import { transcription } from '../fireworks/audio.ts'
import { fireworksChat, sampling } from '../fireworks/chat.ts'
import { imageRoutes } from '../fireworks/images.ts'
import { fireworksModels } from '../fireworks/models.ts'
import { platformRoutes } from '../fireworks/platform.ts'
import { fireworksWords } from '../fireworks/words.ts'
import { a } from '../http/shape.ts'
import type { Service } from '../service.ts'

const member: Member = {
  slug: 'fireworks',
  root: '/inference/v1',
  sdkRoot: '/inference/v1',
  key: 'fw_emulatorfireworks',
  env: { key: 'FIREWORKS_API_KEY', baseURL: 'FIREWORKS_BASE_URL' },
  words: fireworksWords,
  chat: fireworksChat,
  ping: ': ping\n\n',
  models: fireworksModels,
  headers: ({ requestId, path }) => ({
    'x-request-id': requestId,
    ...(path.startsWith('/inference/') && {
      'fireworks-server-processing-time': '0.585',
      'fireworks-server-time-to-first-token': '0.253',
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-remaining-requests': '59',
      'x-ratelimit-limit-tokens-prompt': '60000',
      'x-ratelimit-remaining-tokens-prompt': '59900',
      'x-ratelimit-limit-tokens-generated': '12000',
      'x-ratelimit-remaining-tokens-generated': '11900',
      'x-ratelimit-over-limit': 'no',
    }),
  }),
  routes: (member) => [
    { method: 'POST', path: '/chat/completions', handle: chatRoute(member) },
    {
      method: 'POST',
      path: '/completions',
      handle: completionsRoute(member, {
        fields: { ...sampling, prompt: { type: ['string', 'array'], required: true }, images: a.array },
      }),
    },
    {
      method: 'POST',
      path: '/embeddings',
      handle: embeddingsRoute(member, {
        size: 1024,
        fields: {
          dimensions: { type: 'integer', min: 1 },
          encoding_format: { type: 'string', values: ['float', 'base64'] },
          prompt_template: a.string,
          normalize: a.boolean,
          return_logits: a.array,
        },
      }),
    },
    { method: 'POST', path: '/rerank', handle: rerankRoute(member, { list: 'data', fields: { task: a.string } }) },
    ...imageRoutes,
    ...modelRoutes(member),
  ],
}

const models = familyService(member)

/** Fireworks AI: models in the OpenAI-compatible family, beside a platform of its own. */
export const fireworks: Service = {
  ...models,
  routes: [
    ...models.routes,
    { method: 'POST', path: '/v1/audio/transcriptions', handle: transcriptionRoute(member, transcription, false) },
    { method: 'POST', path: '/v1/audio/translations', handle: transcriptionRoute(member, transcription, true) },
    ...platformRoutes,
  ],
  // What is stored lies at addresses that hold their own proof.
  authenticate: (headers, key, requestId, asked) =>
    asked.path.startsWith('/storage/') ? undefined : models.authenticate(headers, key, requestId, asked),
}
