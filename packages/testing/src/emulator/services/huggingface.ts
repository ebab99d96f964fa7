import { chatRoute } from '../family/chat.ts'
import { countTokens } from '../brain/tokens.ts'
import { embeddingsRoute } from '../family/embeddings.ts'
import { familyService, type Member } from '../family/member.ts'
import { hostFor, huggingfaceChat } from '../huggingface/chat.ts'
import { huggingfaceWords } from '../huggingface/words.ts'
import { hubRoutes } from '../huggingface/hub.ts'
import { images } from '../together/images.ts'
import { modelIn, takesBytes, taskRoutes } from '../huggingface/tasks.ts'
import { speechRoute } from '../family/speech.ts'
import { transcriptionRoute } from '../family/transcription.ts'
import { a } from '../http/shape.ts'
import type { Route, Service } from '../service.ts'

const chats: readonly (readonly [string, readonly string[], number, number])[] = [
  ['openai/gpt-oss-120b', ['cerebras', 'groq'], 0.25, 0.69],
  ['zai-org/GLM-4.6', ['novita'], 0.55, 2.2],
  ['meta-llama/Llama-3.3-70B-Instruct', ['together'], 0.59, 0.79],
]

const models = chats.map(([id, hosts, input, output]) => ({
  id,
  object: 'model',
  created: 1_754_000_000,
  owned_by: id.split('/')[0],
  architecture: { input_modalities: ['text'], output_modalities: ['text'] },
  providers: hosts.map((provider, at) => ({
    provider,
    status: 'live',
    context_length: 131_072,
    pricing: { input: input * (at + 1), output: output * (at + 1) },
    supports_tools: true,
    supports_structured_output: at === 0,
    first_token_latency_ms: 200,
    throughput: 1000 / (at + 1),
    is_model_author: false,
  })),
}))

const text = { type: 'string', required: true } as const

/** Hosts in their own way: each has its routes below its name. */
const hostRoutes = (member: Member): readonly Route[] => [
  { method: 'POST', path: '/together/v1/embeddings', handle: embeddingsRoute(member) },
  { method: 'POST', path: '/scaleway/v1/embeddings', handle: embeddingsRoute(member, { size: 4096 }) },
  { method: 'POST', path: '/together/v1/images/generations', handle: images },
  {
    method: 'POST',
    path: '/together/v1/audio/speech',
    handle: speechRoute(member, {
      format: 'wav',
      fields: {
        model: text,
        input: text,
        voice: text,
        response_format: { type: 'string', values: ['mp3', 'wav', 'raw'] },
        speed: a.number,
      },
    }),
  },
  {
    method: 'POST',
    path: '/together/v1/audio/transcriptions',
    handle: transcriptionRoute(
      member,
      {
        fields: ['model', 'language', 'prompt', 'response_format', 'temperature', 'timestamp_granularities[]'],
        formats: ['json', 'verbose_json'],
        url: 'file',
        extras: () => ({}),
        language: 'en',
        blank: false,
      },
      false,
    ),
  },
]

const tokensOf = (said: string) => Array.from({ length: countTokens(said) }, (_, id) => ({ id, text: '' }))

/** What a dedicated endpoint has beside chat. */
const serverRoutes: readonly Route[] = [
  { method: 'GET', path: '/health', handle: () => ({ bytes: '', type: 'text/plain' }) },
  {
    method: 'GET',
    path: '/info',
    handle: () => ({ json: { model_id: 'emulated', max_total_tokens: 4096, version: '3.3.7' } }),
  },
  { method: 'POST', path: '/tokenize', handle: ({ body }) => ({ json: tokensOf(body.inputs) }) },
  {
    method: 'POST',
    path: '/chat_tokenize',
    handle: ({ body }) => ({
      json: {
        tokenize_response: tokensOf(JSON.stringify(body.messages)),
        templated_text: JSON.stringify(body.messages),
      },
    }),
  },
]

const member: Member = {
  slug: 'huggingface',
  root: '',
  sdkRoot: '',
  key: 'hf_emulator',
  env: { key: 'HF_TOKEN', baseURL: 'HUGGINGFACE_BASE_URL' },
  words: huggingfaceWords,
  chat: huggingfaceChat,
  ping: ': keep-alive\n\n',
  models,
  headers: ({ requestId, path, body }) => ({
    'x-request-id': requestId,
    ...(path === '/v1/chat/completions' && { 'x-inference-provider': hostFor(body?.model) }),
    ...(path.startsWith('/hf-inference/') && { 'x-inference-provider': 'hf-inference' }),
  }),
  routes: (member) => [
    { method: 'POST', path: '/v1/chat/completions', handle: chatRoute(member) },
    { method: 'GET', path: '/v1/models', handle: () => ({ json: { object: 'list', data: models } }) },
    ...taskRoutes,
    ...hostRoutes(member),
    ...hubRoutes,
    ...serverRoutes,
  ],
}

/** Hugging Face: the router, its own tasks, hosts in their own way, the Hub and dedicated endpoints, all at one address. */
export const huggingface: Service = { ...familyService(member), modelIn, takesBytes }
