import { countTokens } from '../brain/tokens.ts'
import { textOf } from '../family/ask.ts'
import { inspect, a, type Fields } from '../http/shape.ts'
import { failed, problemIn } from './words.ts'
import type { Loose } from '../http/loose.ts'
import type { Call, Reply, Route } from '../service.ts'

interface Group {
  readonly model_group: string
  readonly mode: string
}

const chat = (name: string, windows: readonly [input: number, output: number]) => ({
  model_group: name,
  providers: [/claude/u.test(name) ? 'anthropic' : 'openai'],
  max_input_tokens: windows[0],
  max_output_tokens: windows[1],
  input_cost_per_token: 7.5e-7,
  output_cost_per_token: 4.5e-6,
  mode: 'chat',
  tpm: null,
  rpm: null,
  supports_vision: true,
  supports_function_calling: true,
  supports_reasoning: true,
})

const other = (name: string, mode: string) => ({
  model_group: name,
  providers: ['openai'],
  max_input_tokens: null,
  max_output_tokens: null,
  input_cost_per_token: 0,
  output_cost_per_token: 0,
  mode,
  tpm: null,
  rpm: null,
})

/** The names that its configuration has. */
export const groups: readonly Group[] = [
  chat('gpt-5.1', [272_000, 128_000]),
  chat('gpt-5.4-mini', [272_000, 128_000]),
  chat('claude-haiku-5-5', [1_000_000, 128_000]),
  other('text-embedding-3-small', 'embedding'),
  other('rerank-v4.0-pro', 'rerank'),
  other('omni-moderation-latest', 'moderation'),
  other('gpt-image-2', 'image_generation'),
  other('gpt-4o-mini-tts', 'audio_speech'),
  other('whisper-1', 'audio_transcription'),
]

const keyFields: Fields = {
  key: a.string,
  models: a.array,
  aliases: a.object,
  duration: a.string,
  max_budget: a.number,
  budget_duration: a.string,
  rpm_limit: a.integer,
  tpm_limit: a.integer,
  max_parallel_requests: a.integer,
  key_alias: a.string,
  team_id: a.string,
  user_id: a.string,
  tags: a.array,
  guardrails: a.array,
  metadata: a.object,
}

const place = (key: string): string => `key ${key}`

const missing = (key: unknown): Reply =>
  failed(404, `Authentication Error, Key not found in database: ${String(key).slice(-4)}`, 'not_found_error', 'key')

function generate(call: Call): Reply {
  const body = call.body ?? {}
  const problem = inspect(body, keyFields)
  if (problem) return problemIn(problem)
  const key = call.state.id('sk-', 22)
  const days = /^(\d+)d$/u.exec(body.duration ?? '')?.[1]
  const expires = days ? new Date(call.state.now() + Number(days) * 86_400_000).toISOString() : null
  const { key: _, duration: __, ...facts } = body
  const info = { max_budget: null, key_alias: null, ...facts, expires, spend: 0, blocked: false }
  call.state.stored.set(place(key), info)
  return { json: { key, token: call.state.id('', 64), ...info } }
}

/** Looks at a key that a body names, and answers what becomes of it. */
const changed =
  (change: (info: Loose, body: Loose) => Loose) =>
  (call: Call): Reply => {
    const problem = inspect(call.body, { ...keyFields, key: { type: 'string', required: true } })
    if (problem) return problemIn(problem)
    const { key, ...body } = call.body
    const info = call.state.stored.get(place(key))
    if (!info) return missing(key)
    const next = change(info, body)
    call.state.stored.set(place(key), next)
    return { json: { key, ...next } }
  }

function keyInfo({ query, state, headers }: Call): Reply {
  const key = query.get('key') ?? /^Bearer (.*)$/iu.exec(headers.authorization ?? '')?.[1] ?? ''
  const own = { key_alias: 'master', spend: 0.5, max_budget: null, expires: null }
  const info = state.stored.get(place(key)) ?? (query.has('key') ? undefined : own)
  return info ? { json: { key, info } } : missing(key)
}

function deleteKeys({ body, state }: Call): Reply {
  const keys: string[] = body?.keys ?? []
  const unknown = keys.find((key) => !state.stored.has(place(key)))
  if (unknown !== undefined) return missing(unknown)
  for (const key of keys) state.stored.delete(place(key))
  return { json: { deleted_keys: keys } }
}

function count({ body }: Call): Reply {
  if (!Array.isArray(body?.messages) && typeof body?.prompt !== 'string')
    return { status: 400, json: { detail: 'prompt or messages or contents must be provided' } }
  const texts: string[] = [
    body.prompt ?? '',
    ...(body.messages ?? []).map(({ content }: Loose) => textOf(content)),
    body.tools ? JSON.stringify(body.tools) : '',
  ]
  const total = texts.reduce((sum, text) => sum + countTokens(text), 3)
  const model = body.model
  return {
    json: {
      total_tokens: total,
      request_model: model,
      model_used: model,
      tokenizer_type: 'openai_tokenizer',
      original_response: null,
    },
  }
}

const endpoint = ({ model_group: name }: Group) => ({ model: `openai/${name}`, model_id: `id-of-${name}` })

function health({ query }: Call): Reply {
  const asked = query.get('model')
  const healthy = groups.filter(({ model_group: name }) => asked === null || name === asked).map(endpoint)
  return {
    json: {
      healthy_endpoints: healthy,
      unhealthy_endpoints: [],
      healthy_count: healthy.length,
      unhealthy_count: 0,
    },
  }
}

const deployment = (group: Group) => ({
  model_name: group.model_group,
  litellm_params: { model: `openai/${group.model_group}` },
  model_info: { id: `id-of-${group.model_group}`, db_model: false, mode: group.mode },
})

const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, handle })
const post = (path: string, handle: Route['handle']): Route => ({ method: 'POST', path, handle })

/** What the proxy has beside the services' own addresses, as one with a database. */
export const adminRoutes: readonly Route[] = [
  get('/health/liveliness', () => ({ json: "I'm alive!" })),
  get('/health/readiness', () => ({ json: { status: 'healthy', db: 'connected', cache: 'local' } })),
  get('/health', health),
  get('/model_group/info', () => ({ json: { data: groups } })),
  get('/v1/model/info', () => ({ json: { data: groups.map(deployment) } })),
  post('/utils/token_counter', count),
  post('/key/generate', generate),
  post(
    '/key/update',
    changed((info, body) => ({ ...info, ...body })),
  ),
  post(
    '/key/block',
    changed((info) => ({ ...info, blocked: true })),
  ),
  post(
    '/key/unblock',
    changed((info) => ({ ...info, blocked: false })),
  ),
  post('/key/delete', deleteKeys),
  get('/key/info', keyInfo),
  get('/spend/logs', () => ({ json: [{ request_id: 'chatcmpl-1', spend: 0.0003, model: 'gpt-5.4-mini' }] })),
  get('/guardrails/list', () => ({ json: { guardrails: [{ guardrail_name: 'words' }] } })),
  post('/cache/delete', () => ({ json: { status: 'success' } })),
]
