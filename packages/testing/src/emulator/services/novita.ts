import { batchRoutes } from '../family/batches.ts'
import { chatRoute } from '../family/chat.ts'
import { completionsRoute } from '../family/completions.ts'
import { embeddingsRoute } from '../family/embeddings.ts'
import { fileRoutes } from '../family/files.ts'
import { familyService, type Member } from '../family/member.ts'
import { modelRoutes } from '../family/models.ts'
import { rerankRoute } from '../family/rerank.ts'
import { novitaChat } from '../novita/chat.ts'
import { novitaModels } from '../novita/models.ts'
import { taskRoutes } from '../novita/tasks.ts'
import { novitaWords } from '../novita/words.ts'
import type { Service } from '../service.ts'

const member: Member = {
  slug: 'novita',
  root: '/openai/v1',
  sdkRoot: '/openai/v1',
  key: 'sk_emulator_novita',
  env: { key: 'NOVITA_API_KEY', baseURL: 'NOVITA_BASE_URL' },
  words: novitaWords,
  chat: novitaChat,
  ping: ': keep-alive\n\n',
  models: novitaModels,
  headers: () => ({}),
  routes: (member) => [
    { method: 'POST', path: '/chat/completions', handle: chatRoute(member) },
    { method: 'POST', path: '/completions', handle: completionsRoute(member) },
    { method: 'POST', path: '/embeddings', handle: embeddingsRoute(member) },
    { method: 'POST', path: '/rerank', handle: rerankRoute(member) },
    ...modelRoutes(member),
    ...fileRoutes(member, ['batch']),
    ...batchRoutes(member),
  ],
}

const family = familyService(member)

/** Novita: OpenAI's protocol for language, and tasks of its own for everything that is seen or heard. */
export const novita: Service = {
  ...family,
  // Batches name the address of their requests without the first part.
  routes: [...family.routes, { ...family.routes[0]!, path: '/v1/chat/completions' }, ...taskRoutes],
  // What was made is open to everybody who knows its address.
  authenticate: (headers, key, requestId, asked) =>
    asked.path.startsWith('/made/') ? undefined : family.authenticate(headers, key, requestId, asked),
  modelIn: (path) => /\/v3\/async\/([^/]+)$/u.exec(path)?.[1],
}
