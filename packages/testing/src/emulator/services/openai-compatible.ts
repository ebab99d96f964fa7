import { chatRoute } from '../family/chat.ts'
import { completionsRoute } from '../family/completions.ts'
import { embeddingsRoute } from '../family/embeddings.ts'
import { familyService, type Member } from '../family/member.ts'
import { modelRoutes } from '../family/models.ts'
import { rerankRoute } from '../family/rerank.ts'
import { speechRoute } from '../family/speech.ts'
import { transcriptionRoute } from '../family/transcription.ts'
import { speech, transcription } from '../openai-compatible/audio.ts'
import { compatibleChat } from '../openai-compatible/chat.ts'
import { compatibleModels } from '../openai-compatible/models.ts'
import { compatibleWords } from '../openai-compatible/words.ts'
import type { Route, Service } from '../service.ts'

const member: Member = {
  slug: 'openai-compatible',
  root: '/v1',
  sdkRoot: '/v1',
  key: 'emulator-openai-compatible',
  env: { key: 'OPENAI_COMPATIBLE_API_KEY', baseURL: 'OPENAI_COMPATIBLE_BASE_URL' },
  words: compatibleWords,
  chat: compatibleChat,
  ping: ':\n\n',
  models: compatibleModels,
  headers: () => ({ server: 'llama.cpp' }),
  routes: (member) => [
    { method: 'POST', path: '/chat/completions', handle: chatRoute(member) },
    { method: 'POST', path: '/completions', handle: completionsRoute(member) },
    { method: 'POST', path: '/embeddings', handle: embeddingsRoute(member) },
    { method: 'POST', path: '/rerank', handle: rerankRoute(member) },
    { method: 'POST', path: '/audio/transcriptions', handle: transcriptionRoute(member, transcription, false) },
    { method: 'POST', path: '/audio/speech', handle: speechRoute(member, speech) },
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
