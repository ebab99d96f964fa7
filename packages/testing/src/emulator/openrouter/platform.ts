import { storeFile } from '../family/files.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import type { StoredFile } from '../state.ts'
import { failed, openrouterWords as words } from './words.ts'

const price = { prompt: '0.000001', completion: '0.000004' }

/** The model list. */
export const models = [
  ['openai/gpt-5.4-mini', ['text', 'image', 'file'], ['text']],
  ['anthropic/claude-haiku-4.5', ['text', 'image', 'file'], ['text']],
  ['deepseek/deepseek-v4-flash', ['text'], ['text']],
  ['openai/text-embedding-3-small', ['text'], ['embeddings']],
  ['voyageai/rerank-2.5-lite', ['text'], ['rerank']],
  ['hexgrad/kokoro-82m', ['text'], ['speech']],
].map(([id, input_modalities, output_modalities]) => ({
  id,
  canonical_slug: id,
  name: id,
  created: 1_754_000_000,
  context_length: 131_072,
  architecture: { modality: null, input_modalities, output_modalities, tokenizer: 'Other', instruct_type: null },
  pricing: price,
  top_provider: { context_length: 131_072, max_completion_tokens: 65_536, is_moderated: false },
  per_request_limits: null,
  supported_parameters: ['max_tokens', 'tools', 'structured_outputs', 'temperature', 'reasoning'],
  default_parameters: {},
  knowledge_cutoff: null,
  expiration_date: null,
  supported_voices: null,
  links: { details: `/api/v1/models/${String(id)}/endpoints` },
}))

const endpoint = {
  name: 'Acme | model',
  provider_name: 'Acme',
  tag: 'acme/fp8',
  quantization: 'fp8',
  context_length: 131_072,
  max_completion_tokens: 65_536,
  pricing: price,
  supported_parameters: ['max_tokens', 'tools'],
  uptime_last_30m: 99.9,
  supports_implicit_caching: false,
  status: 0,
}

const generation = ({ state, query }: Call): Loose => {
  const id = query.get('id') ?? ''
  const found = state.stored.get(id)
  return found?.object === 'generation' ? found : refuse(failed(404, `Generation ${id} not found`))
}

/** `GET /generation`: not known at the first look. */
function lookAtGeneration(call: Call): Reply {
  const found = generation(call)
  if (found.looks++ === 0) refuse(failed(404, `Generation ${found.data.id} not found`))
  return { json: { data: found.data } }
}

const feedbackFields: Fields = {
  generation_id: { type: 'string', required: true },
  category: { type: 'string', required: true },
  comment: a.string,
}
const keyFields: Fields = {
  name: a.string,
  limit: a.number,
  limit_reset: { type: 'string', values: ['daily', 'weekly', 'monthly'] },
  disabled: a.boolean,
  include_byok_in_limit: a.boolean,
  expires_at: a.string,
}

const checked = (body: Loose, fields: Fields): Loose => {
  const problem = inspect(body, fields)
  return problem ? refuse(words.problem(problem)) : body
}

const keyAt = ({ state, params: [hash] }: Call): Loose => {
  const found = state.stored.get(hash!)
  return found?.object === 'key' ? found : refuse(failed(404, 'API key not found'))
}

function createKey({ body, state }: Call): Reply {
  const { name, ...rest } = checked(body, { ...keyFields, name: { type: 'string', required: true } })
  const hash = state.id('', 40)
  const data = { hash, name, label: 'sk-or-v1-...', disabled: false, limit: null, usage: 0, ...rest }
  const created_at = new Date(state.now()).toISOString()
  state.stored.set(hash, { object: 'key', data: { ...data, created_at } })
  return { status: 201, json: { data: { ...data, created_at }, key: `sk-or-v1-${state.id('', 32)}` } }
}

function updateKey(call: Call): Reply {
  const found = keyAt(call)
  Object.assign(found.data, checked(call.body, keyFields))
  return { json: { data: found.data } }
}

const fileFacts = ({ facts, type, bytes }: StoredFile): Loose => ({
  id: facts.id,
  type: 'file',
  filename: facts.filename,
  mime_type: type,
  size_bytes: bytes.length,
  created_at: new Date(facts.created_at * 1000).toISOString(),
  downloadable: true,
})

const fileAt = ({ state, params: [id] }: Call): StoredFile =>
  state.files.get(id!) ?? refuse(failed(404, 'File not found'))

function upload({ form, state }: Call): Reply {
  const file = form?.files.find((one) => one.name === 'file')
  if (!file) return words.problem({ kind: 'missing', path: ['file'] })
  const [unknown] = Object.keys(form?.fields ?? {})
  if (unknown !== undefined) return words.problem({ kind: 'unknown', path: [unknown] })
  return { json: fileFacts(storeFile(state, file.bytes, file.filename, 'user_data', file.type, null)) }
}

const listed = (handle: (call: Call) => Loose) => (call: Call) => ({ json: { data: handle(call) } })

/** What is asked about answers, keys, hosts, models and files. */
export const platformRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/models',
    handle: () => ({ json: { data: models, total_count: models.length, links: { next: null } } }),
  },
  {
    method: 'GET',
    path: '/models/:author/:slug/endpoints',
    handle: listed(({ params: [author, slug] }) => ({ id: `${author}/${slug}`, name: slug, endpoints: [endpoint] })),
  },
  { method: 'GET', path: '/endpoints/zdr', handle: listed(() => [endpoint]) },
  {
    method: 'GET',
    path: '/providers',
    handle: listed(() => [
      { name: 'Acme', slug: 'acme', privacy_policy_url: null, terms_of_service_url: null, status_page_url: null },
    ]),
  },
  { method: 'GET', path: '/generation', handle: lookAtGeneration },
  { method: 'GET', path: '/generation/content', handle: (call) => ({ json: { data: generation(call).content } }) },
  {
    method: 'POST',
    path: '/generation/feedback',
    handle: ({ body }) => {
      checked(body, feedbackFields)
      return { json: { data: { success: true } } }
    },
  },
  {
    method: 'GET',
    path: '/key',
    handle: listed(() => ({
      label: 'sk-or-v1-emu...',
      limit: 10,
      limit_remaining: 9.5,
      limit_reset: null,
      usage: 0.5,
      usage_daily: 0.1,
      is_free_tier: false,
      is_management_key: true,
      expires_at: null,
      rate_limit: { requests: -1, interval: '10s', note: 'This field is deprecated.' },
    })),
  },
  { method: 'GET', path: '/credits', handle: listed(() => ({ total_credits: 20, total_usage: 0.5 })) },
  {
    method: 'GET',
    path: '/activity',
    handle: listed(({ query }) => [
      {
        date: query.get('date') ?? '2026-11-23',
        model: 'openai/gpt-5.4-mini',
        provider_name: 'OpenAI',
        requests: 3,
        prompt_tokens: 30,
        completion_tokens: 60,
        reasoning_tokens: 0,
        usage: 0.5,
      },
    ]),
  },
  {
    method: 'GET',
    path: '/keys',
    handle: listed(({ state }) =>
      [...state.stored.values()].filter(({ object }) => object === 'key').map(({ data }) => data),
    ),
  },
  { method: 'POST', path: '/keys', handle: createKey },
  { method: 'PATCH', path: '/keys/:hash', handle: updateKey },
  {
    method: 'DELETE',
    path: '/keys/:hash',
    handle: (call) => {
      call.state.stored.delete(keyAt(call).data.hash)
      return { json: { deleted: true } }
    },
  },
  {
    method: 'POST',
    path: '/auth/keys',
    handle: ({ body }) =>
      body?.code === 'expired'
        ? failed(403, 'Invalid code or code_verifier')
        : { json: { key: 'sk-or-v1-of-a-user', user_id: 'user_emulated' } },
  },
  { method: 'POST', path: '/files', handle: upload },
  {
    method: 'GET',
    path: '/files',
    handle: ({ state }) => ({
      json: { data: [...state.files.values()].map(fileFacts), has_more: false, cursor: null },
    }),
  },
  { method: 'GET', path: '/files/:id', handle: (call) => ({ json: fileFacts(fileAt(call)) }) },
  {
    method: 'GET',
    path: '/files/:id/content',
    handle: (call) => ({ bytes: fileAt(call).bytes, type: 'application/octet-stream' }),
  },
  {
    method: 'DELETE',
    path: '/files/:id',
    handle: (call) => {
      const { id } = fileAt(call).facts
      call.state.files.delete(id)
      return { json: { id, type: 'file_deleted' } }
    },
  },
]
