import { audioTypes } from '../brain/media.ts'
import { chatRoute } from '../family/chat.ts'
import { completionsRoute } from '../family/completions.ts'
import { embeddingsRoute } from '../family/embeddings.ts'
import { familyService, type Member } from '../family/member.ts'
import { modelRoutes } from '../family/models.ts'
import { rerankRoute } from '../family/rerank.ts'
import { speechRoute } from '../family/speech.ts'
import { transcriptionRoute } from '../family/transcription.ts'
import { a } from '../http/shape.ts'
import { compatibleChat } from '../openai-compatible/chat.ts'
import { compatibleWords } from '../openai-compatible/words.ts'
import type { Route, Service } from '../service.ts'

const model = (id: string) => ({
  id,
  aliases: [],
  tags: [],
  object: 'model',
  created: 1_790_000_000,
  owned_by: 'llamacpp',
  meta: {
    vocab_type: 2,
    n_vocab: 151_936,
    n_ctx: 131_072,
    n_ctx_train: 262_144,
    n_embd: 1536,
    n_params: 8e9,
    size: 5e9,
  },
})

const member: Member = {
  slug: 'openai-compatible',
  root: '/v1',
  sdkRoot: '/v1',
  key: 'emulator-openai-compatible',
  env: { key: 'OPENAI_COMPATIBLE_API_KEY', baseURL: 'OPENAI_COMPATIBLE_BASE_URL' },
  words: compatibleWords,
  chat: compatibleChat,
  ping: ':\n\n',
  models: ['qwen3-8b', 'nomic-embed-text', 'bge-reranker-v2-m3'].map(model),
  headers: () => ({ server: 'llama.cpp' }),
  routes: (member) => [
    { method: 'POST', path: '/chat/completions', handle: chatRoute(member) },
    { method: 'POST', path: '/completions', handle: completionsRoute(member) },
    { method: 'POST', path: '/embeddings', handle: embeddingsRoute(member) },
    { method: 'POST', path: '/rerank', handle: rerankRoute(member) },
    {
      method: 'POST',
      path: '/audio/transcriptions',
      handle: transcriptionRoute(
        member,
        {
          fields: ['model', 'language', 'prompt', 'response_format', 'temperature', 'timestamp_granularities[]'],
          formats: ['json', 'text', 'verbose_json'],
          url: false,
          extras: () => ({}),
          language: 'english',
          blank: true,
        },
        false,
      ),
    },
    {
      method: 'POST',
      path: '/audio/speech',
      handle: speechRoute(member, {
        format: 'mp3',
        fields: {
          model: { type: 'string', required: true },
          input: { type: 'string', required: true },
          voice: a.string,
          response_format: { type: 'string', values: Object.keys(audioTypes) },
          speed: a.number,
        },
      }),
    },
    ...modelRoutes(member),
  ],
}

// A token is a character here, and its id the code point.
const beside: readonly Route[] = [
  { method: 'GET', path: '/health', handle: () => ({ json: { status: 'ok' } }) },
  {
    method: 'GET',
    path: '/props',
    handle: () => ({ json: { total_slots: 4, modalities: { vision: true, audio: false } } }),
  },
  {
    method: 'POST',
    path: '/tokenize',
    handle: ({ body }) => ({ json: { tokens: Array.from(String(body.content ?? ''), (one) => one.codePointAt(0)) } }),
  },
  {
    method: 'POST',
    path: '/detokenize',
    handle: ({ body }) => ({ json: { content: String.fromCodePoint(...body.tokens) } }),
  },
]

const family = familyService(member)

/** A server of one's own, as llama.cpp is one: OpenAI's protocol, a few addresses beside it, errors in its own words. */
export const openaiCompatible: Service = { ...family, routes: [...family.routes, ...beside] }
