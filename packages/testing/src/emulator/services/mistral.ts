import { batchRoutes } from '../mistral/batches.ts'
import { chat, fim, mistralChat } from '../mistral/chat.ts'
import { converse } from '../mistral/conversations.ts'
import { embeddings, moderate, moderateChat } from '../mistral/texts.ts'
import { familyService, type Member } from '../family/member.ts'
import { fileRoutes } from '../mistral/files.ts'
import { mistralWords } from '../mistral/words.ts'
import { modelRoutes } from '../family/models.ts'
import { ocr } from '../mistral/ocr.ts'
import { speech, transcription, voices } from '../mistral/audio.ts'
import type { Service } from '../service.ts'

const abilities = {
  completion_chat: false,
  function_calling: false,
  reasoning: false,
  completion_fim: false,
  vision: false,
  ocr: false,
  moderation: false,
  audio: false,
  audio_transcription: false,
  audio_speech: false,
}

// Each alias is an entry of its own.
const models = (
  [
    [
      'mistral-medium-3-5',
      ['mistral-medium-latest'],
      262_144,
      ['completion_chat', 'function_calling', 'reasoning', 'vision'],
    ],
    [
      'mistral-small-2603',
      ['mistral-small-latest'],
      262_144,
      ['completion_chat', 'function_calling', 'reasoning', 'vision'],
    ],
    ['codestral-2508', ['codestral-latest'], 256_000, ['completion_chat', 'function_calling', 'completion_fim']],
    ['mistral-embed', [], 8192, []],
    ['mistral-moderation-2603', ['mistral-moderation-latest'], 131_072, ['moderation']],
    ['mistral-ocr-4-1', ['mistral-ocr-latest'], 16_384, ['ocr', 'vision']],
    ['voxtral-mini-2602', ['voxtral-mini-latest'], 16_384, ['audio_transcription']],
    ['voxtral-mini-tts-2603', ['voxtral-mini-tts-latest'], 4096, ['audio_speech']],
  ] as const
).flatMap(([name, aliases, window, can]) =>
  [name, ...aliases].map((id) => ({
    id,
    object: 'model',
    created: 1_786_000_000,
    owned_by: 'mistralai',
    capabilities: { ...abilities, ...Object.fromEntries(can.map((ability) => [ability, true])) },
    name,
    description: name,
    max_context_length: window,
    aliases: [name, ...aliases].filter((alias) => alias !== id),
    deprecation: null,
    deprecation_replacement_model: null,
    default_model_temperature: 0.3,
    type: 'base',
  })),
)

const member: Member = {
  slug: 'mistral',
  root: '/v1',
  sdkRoot: '',
  key: 'emulator-mistral-key',
  env: { key: 'MISTRAL_API_KEY', baseURL: 'MISTRAL_BASE_URL' },
  words: mistralWords,
  chat: mistralChat,
  ping: ': keep-alive\n\n',
  models,
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
