import { batchRoutes } from '../family/batches.ts'
import { chatRoute } from '../family/chat.ts'
import { embeddingsRoute } from '../family/embeddings.ts'
import { fileRoutes } from '../family/files.ts'
import { familyService, type Member } from '../family/member.ts'
import { modelRoutes } from '../family/models.ts'
import { speechRoute, type SpeechManner } from '../family/speech.ts'
import { transcriptionRoute, type TranscriptionManner } from '../family/transcription.ts'
import { groqChat } from '../groq/chat.ts'
import { groqWords } from '../groq/words.ts'
import type { Service } from '../service.ts'

const speech: SpeechManner = {
  format: 'wav',
  fields: {
    model: { type: 'string', required: true },
    input: { type: 'string', required: true },
    voice: { type: 'string', required: true },
    response_format: { type: 'string', values: ['flac', 'mp3', 'mulaw', 'ogg', 'wav'] },
    sample_rate: { type: 'integer' },
    speed: { type: 'number', min: 0.5, max: 5 },
  },
}

const transcription: TranscriptionManner = {
  fields: ['model', 'url', 'language', 'prompt', 'response_format', 'temperature', 'timestamp_granularities[]'],
  formats: ['json', 'text', 'verbose_json'],
  url: true,
  extras: ({ requestId }) => ({ x_groq: { id: requestId } }),
  language: 'English',
  blank: true,
}

const models = [
  {
    id: 'openai/gpt-oss-120b',
    max: 65_536,
    prompt: '0.00000015',
    completion: '0.0000006',
    features: ['tools', 'json_mode', 'structured_outputs', 'reasoning'],
  },
  {
    id: 'openai/gpt-oss-20b',
    max: 65_536,
    prompt: '0.000000075',
    completion: '0.0000003',
    features: ['tools', 'json_mode', 'structured_outputs', 'reasoning'],
  },
  {
    id: 'llama-3.3-70b-versatile',
    max: 32_768,
    prompt: '0.00000059',
    completion: '0.00000079',
    features: ['tools', 'json_mode'],
  },
  {
    id: 'llama-3.1-8b-instant',
    max: 131_072,
    prompt: '0.00000005',
    completion: '0.00000008',
    features: ['tools', 'json_mode'],
  },
].map(({ id, max, prompt, completion, features }) => ({
  id,
  object: 'model',
  created: 1_754_000_000,
  owned_by: id.startsWith('openai') ? 'OpenAI' : 'Meta',
  active: true,
  context_window: 131_072,
  context_length: 131_072,
  max_completion_tokens: max,
  max_output_length: max,
  name: id,
  input_modalities: ['text'],
  output_modalities: ['text'],
  pricing: { prompt, completion },
  supported_features: features,
  public_apps: null,
}))

const member: Member = {
  slug: 'groq',
  root: '/openai/v1',
  sdkRoot: '',
  key: 'gsk_emulator_groq',
  env: { key: 'GROQ_API_KEY', baseURL: 'GROQ_BASE_URL' },
  words: groqWords,
  chat: groqChat,
  ping: ': keep-alive\n\n',
  models,
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
