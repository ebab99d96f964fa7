import { isUnknownModel } from '../family/member.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { noModel } from './words.ts'

const chat = (name: string, length: number, features: readonly string[]) => ({
  name,
  is_deprecated: false,
  endpoints: ['chat'],
  finetuned: false,
  context_length: length,
  tokenizer_url: `https://storage.googleapis.com/cohere-public/tokenizers/${name}.json`,
  default_endpoints: [],
  features: ['json_mode', 'json_schema', 'safety_modes', 'strict_tools', 'tools', ...features],
})

const other = (name: string, endpoint: string, length: number) => ({
  ...chat(name, length, []),
  endpoints: [endpoint],
  features: null,
})

const models = [
  chat('command-a-plus-05-2026', 128_000, ['reasoning', 'vision']),
  chat('command-a-reasoning-08-2025', 288_768, ['reasoning']),
  chat('command-a-03-2025', 288_000, []),
  chat('command-r7b-12-2024', 132_000, []),
  { ...chat('command-r', 128_000, []), is_deprecated: true },
  other('embed-v4.0', 'embed', 128_000),
  other('embed-multilingual-v3.0', 'embed', 512),
  other('rerank-v4.0-pro', 'rerank', 32_000),
]

/** `GET /v1/models`, in pages. */
export function list({ query }: Call): Reply {
  const endpoint = query.get('endpoint')
  const all = models.filter(({ endpoints }) => endpoint === null || endpoints.includes(endpoint))
  const from = Number(query.get('page_token') ?? 0)
  const to = from + Number(query.get('page_size') ?? 20)
  return { json: { models: all.slice(from, to), ...(to < all.length && { next_page_token: String(to) }) } }
}

/** `GET /v1/models/:model`. */
export function one({ params: [name], requestId }: Call): Reply {
  if (isUnknownModel(name!)) refuse(noModel(name!, requestId))
  return { json: models.find((model) => model.name === name) ?? chat(name!, 128_000, []) }
}
