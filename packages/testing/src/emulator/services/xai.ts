import { batchRoutes } from '../xai/batches.ts'
import { completionsRoute } from '../family/completions.ts'
import { deferrableChat, platformRoutes } from '../xai/platform.ts'
import { familyService, type Member } from '../family/member.ts'
import { mediaRoutes } from '../xai/media.ts'
import { modelRoutes } from '../family/models.ts'
import { responseRoutes } from '../xai/responses.ts'
import { xaiChat } from '../xai/chat.ts'
import { xaiWords } from '../xai/words.ts'
import type { Service } from '../service.ts'

const models = [
  { id: 'grok-4.3', context: 1_000_000, input: 12_500, cached: 2_000, output: 25_000 },
  { id: 'grok-4.6', context: 500_000, input: 20_000, cached: 5_000, output: 60_000 },
  { id: 'grok-4.20-0309-non-reasoning', context: 1_000_000, input: 12_500, cached: 2_000, output: 25_000 },
].map(({ id, context, input, cached, output }) => ({
  id,
  object: 'model',
  created: 1_776_384_000,
  owned_by: 'xai',
  aliases: [],
  context_length: context,
  prompt_text_token_price: input,
  cached_prompt_text_token_price: cached,
  completion_text_token_price: output,
  long_context_threshold: 200_000,
  prompt_text_token_price_long_context: input * 2,
  cached_prompt_text_token_price_long_context: cached * 2,
  completion_text_token_price_long_context: output * 2,
}))

const imagine = ['grok-imagine-image', 'grok-imagine-video'].map((id) => ({
  id,
  object: 'model',
  created: 1_769_558_400,
  owned_by: 'xai',
}))

const member: Member = {
  slug: 'xai',
  root: '/v1',
  sdkRoot: '/v1',
  key: 'xai-emulator-key',
  env: { key: 'XAI_API_KEY', baseURL: 'XAI_BASE_URL' },
  words: xaiWords,
  chat: xaiChat,
  ping: ': keep-alive\n\n',
  models: [...models, ...imagine],
  headers: ({ requestId, path }): Readonly<Record<string, string>> =>
    /\/(?:tts|stt|batches|files)\b/u.test(path)
      ? { 'x-trace-id': requestId }
      : {
          'x-request-id': requestId,
          'x-zero-data-retention': 'false',
          'x-ratelimit-limit-requests': '1800',
          'x-ratelimit-remaining-requests': '1799',
          'x-ratelimit-limit-tokens': '10000000',
          'x-ratelimit-remaining-tokens': '9999000',
        },
  routes: (member) => [
    ...deferrableChat(member),
    { method: 'POST', path: '/completions', handle: completionsRoute(member) },
    ...responseRoutes,
    ...mediaRoutes,
    ...batchRoutes,
    ...platformRoutes,
    ...modelRoutes(member),
  ],
}

/** xAI: Responses and Chat Completions, search, pictures, films, voices, batches that are filled, answers for later. */
export const xai: Service = familyService(member)
