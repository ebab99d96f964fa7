import { completionsRoute } from '../family/completions.ts'
import { chatRoute } from '../family/chat.ts'
import { embeddingsRoute } from '../family/embeddings.ts'
import { familyService, type Member } from '../family/member.ts'
import { rerankRoute } from '../family/rerank.ts'
import { speechRoute, type SpeechManner } from '../family/speech.ts'
import { transcriptionRoute, type TranscriptionManner } from '../family/transcription.ts'
import { data } from '../http/sse.ts'
import { a } from '../http/shape.ts'
import { batchRoutes } from '../together/batches.ts'
import { fileRoutes } from '../together/files.ts'
import { images } from '../together/images.ts'
import { platformRoutes } from '../together/platform.ts'
import { sampling, togetherChat } from '../together/chat.ts'
import { togetherWords } from '../together/words.ts'
import { tuneRoutes } from '../together/tunes.ts'
import { createVideo, lookAtVideo } from '../together/videos.ts'
import { refuse, type Service } from '../service.ts'

const speech: SpeechManner = {
  format: 'wav',
  fields: {
    model: { type: 'string', required: true },
    input: { type: 'string', required: true },
    voice: { type: 'string', required: true },
    bit_rate: a.integer,
    extra_params: a.object,
    language: a.string,
    response_encoding: { type: 'string', values: ['pcm_f32le', 'pcm_s16le', 'pcm_mulaw', 'pcm_alaw'] },
    response_format: { type: 'string', values: ['mp3', 'wav', 'raw'] },
    sample_rate: a.integer,
    stream: a.boolean,
  },
  events: ({ stream, model, response_format: format }, audio) => {
    if (!stream) return undefined
    if (format !== 'raw') refuse(togetherWords.refusal('Only raw is streamed.', 'response_format'))
    return soundEvents(model, audio)
  },
}

function* soundEvents(model: string, audio: Buffer): Iterable<string> {
  for (let at = 0; at < audio.length; at += 4096)
    yield data({ object: 'audio.tts.chunk', model, b64: audio.toString('base64', at, at + 4096) })
  yield 'data: [DONE]\n\n'
}

const transcription: TranscriptionManner = {
  fields: [
    'model',
    'file',
    'language',
    'prompt',
    'response_format',
    'temperature',
    'timestamp_granularities[]',
    'diarize',
    'min_speakers',
    'max_speakers',
  ],
  formats: ['json', 'verbose_json'],
  url: 'file',
  extras: ({ text, seconds, form }) =>
    form.fields.diarize === 'true'
      ? { speaker_segments: [{ id: 0, speaker_id: 'SPEAKER_00', start: 0, end: seconds, text, words: [] }] }
      : {},
  language: 'en',
  blank: false,
}

const models = [
  ['openai/gpt-oss-120b', 'chat', 131_072, 0.15, 0.6],
  ['openai/gpt-oss-20b', 'chat', 131_072, 0.05, 0.2],
  ['meta-llama/Llama-3.3-70B-Instruct-Turbo', 'chat', 131_072, 0.88, 0.88],
  ['intfloat/multilingual-e5-large-instruct', 'embedding', 514, 0.02, 0],
  ['black-forest-labs/FLUX.1-schnell', 'image', 0, 0, 0],
  ['hexgrad/Kokoro-82M', 'audio', 0, 0, 0],
].map(([id, type, context_length, input, output]) => ({
  id,
  object: 'model',
  created: 1_754_000_000,
  type,
  running: false,
  display_name: id,
  organization: String(id).split('/')[0],
  link: `https://huggingface.co/${id}`,
  license: 'apache-2.0',
  context_length,
  pricing: { hourly: 0, input, output, base: 0, finetune: 0 },
}))

const member: Member = {
  slug: 'together',
  root: '/v1',
  sdkRoot: '/v1',
  key: 'emulator-together-key',
  env: { key: 'TOGETHER_API_KEY', baseURL: 'TOGETHER_BASE_URL' },
  words: togetherWords,
  chat: togetherChat,
  ping: ': ping\n\n',
  models,
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
    { method: 'GET', path: '/models', handle: () => ({ json: models }) },
    ...fileRoutes,
    ...batchRoutes,
    ...tuneRoutes,
    ...platformRoutes,
  ],
}

/** Together AI, a member of the OpenAI-compatible family with jobs and endpoints of its own. */
export const together: Service = familyService(member)
