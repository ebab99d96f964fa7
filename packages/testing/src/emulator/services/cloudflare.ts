import { cloudflareChat } from '../cloudflare/chat.ts'
import { cloudflareModels } from '../cloudflare/models.ts'
import { run } from '../cloudflare/run.ts'
import { cloudflareWords } from '../cloudflare/words.ts'
import { chatRoute } from '../family/chat.ts'
import { embeddingsRoute } from '../family/embeddings.ts'
import { familyService, type Member } from '../family/member.ts'
import type { Service } from '../service.ts'

const member: Member = {
  slug: 'cloudflare',
  root: '/client/v4/accounts/emulator/ai',
  sdkRoot: '/client/v4/accounts/emulator/ai',
  key: 'emulator-cloudflare-token',
  env: { key: 'CLOUDFLARE_API_TOKEN', baseURL: 'CLOUDFLARE_BASE_URL' },
  words: cloudflareWords,
  chat: cloudflareChat,
  ping: ': \n\n',
  models: [],
  headers: ({ requestId }) => ({ 'cf-ray': requestId, 'api-version': '2026-11-22' }),
  routes: (member) => [
    { method: 'POST', path: '/v1/chat/completions', handle: chatRoute(member) },
    { method: 'POST', path: '/v1/embeddings', handle: embeddingsRoute(member) },
    // Ids of models have three parts, and stand in the path as they are.
    { method: 'POST', path: '/run/:place/:author/:name', handle: run },
    {
      method: 'GET',
      path: '/models/search',
      handle: () => ({
        json: {
          result: cloudflareModels,
          success: true,
          errors: [],
          messages: [],
          result_info: { page: 1, per_page: 100, count: cloudflareModels.length, total_count: cloudflareModels.length },
        },
      }),
    },
  ],
}

/** Cloudflare Workers AI: chat and embeddings as OpenAI has them, everything else as a task with its own envelope. */
export const cloudflare: Service = {
  ...familyService(member),
  modelIn: (path) => /\/run\/(.+)$/u.exec(path)?.[1],
  takesBytes: (path) => /\/run\/.*whisper/u.test(path),
}
