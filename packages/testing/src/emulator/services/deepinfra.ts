import { batchRoutes } from '../family/batches.ts'
import { chatRoute } from '../family/chat.ts'
import { completionsRoute } from '../family/completions.ts'
import { deepinfraChat } from '../deepinfra/chat.ts'
import { deepinfraWords } from '../deepinfra/words.ts'
import { embeddingsRoute } from '../family/embeddings.ts'
import { familyService, type Member } from '../family/member.ts'
import { fileRoutes } from '../family/files.ts'
import { imageOf } from '../brain/media.ts'
import { modelRoutes } from '../family/models.ts'
import { rerank } from '../deepinfra/rerank.ts'
import { speechRoute } from '../family/speech.ts'
import { transcriptionRoute } from '../family/transcription.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Service } from '../service.ts'

const metadata = {
  description: 'Emulated.',
  context_length: 131_072,
  max_tokens: 16_384,
  pricing: { input_tokens: 0.1, output_tokens: 0.2, cache_read_tokens: 0.02 },
  tags: ['reasoning', 'prompt_cache', 'json'],
}

const models = [
  { id: 'deepseek-ai/DeepSeek-V4-Flash', metadata },
  { id: 'openai/gpt-oss-120b', metadata },
  { id: 'BAAI/bge-m3', metadata: null },
].map((model) => ({ object: 'model', created: 0, owned_by: 'deepinfra', root: model.id, parent: null, ...model }))

const imageFields: Fields = {
  model: a.string,
  prompt: { type: 'string', required: true },
  n: { type: 'integer', min: 1, max: 4 },
  size: a.string,
  response_format: { type: 'string', values: ['b64_json'] },
  user: a.string,
}

function images({ body, state }: Call): Reply {
  const problem = inspect(body, imageFields)
  if (problem) refuse(deepinfraWords.problem(problem))
  const data = Array.from({ length: body.n ?? 1 }, () => ({ b64_json: imageOf('png', body.prompt).toString('base64') }))
  return { json: { created: state.seconds(), data } }
}

const transcription = {
  fields: ['model', 'language', 'prompt', 'response_format', 'temperature', 'timestamp_granularities[]'],
  formats: ['json', 'text', 'srt', 'verbose_json', 'vtt'],
  url: false,
  extras: () => ({}),
  language: 'en',
  blank: false,
} as const

const member: Member = {
  slug: 'deepinfra',
  root: '/v1/openai',
  sdkRoot: '/v1/openai',
  key: 'emulator-deepinfra-key',
  env: { key: 'DEEPINFRA_API_KEY', baseURL: 'DEEPINFRA_API_BASE' },
  words: deepinfraWords,
  chat: deepinfraChat,
  ping: ': ping - 2026-11-22 10:00:00.000000\n\n',
  models,
  headers: () => ({}),
  routes: (member) => [
    { method: 'POST', path: '/chat/completions', handle: chatRoute(member) },
    { method: 'POST', path: '/completions', handle: completionsRoute(member) },
    { method: 'POST', path: '/embeddings', handle: embeddingsRoute(member) },
    { method: 'POST', path: '/images/generations', handle: images },
    {
      method: 'POST',
      path: '/audio/speech',
      handle: speechRoute(member, {
        format: 'wav',
        fields: {
          model: { type: 'string', required: true },
          input: { type: 'string', required: true },
          voice: a.string,
          response_format: { type: 'string', values: ['mp3', 'opus', 'flac', 'wav', 'pcm'] },
          speed: { type: 'number', min: 0.25, max: 4 },
          extra_body: a.object,
        },
      }),
    },
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
