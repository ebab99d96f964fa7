import { isUnknownModel } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { remember } from '../state.ts'
import { invalid, told } from './words.ts'

const entry = (id: string, task: string, hosts: readonly (readonly [string, string, string])[]) => ({
  id,
  pipeline_tag: task,
  gated: id.startsWith('meta-llama/') ? 'manual' : false,
  downloads: 100_000 + id.length,
  likes: 100,
  ...(hosts.some(([host]) => host === 'hf-inference') && { inference: 'warm' }),
  inferenceProviderMapping: hosts.map(([provider, providerId, at]) => ({
    provider,
    providerId,
    hfModelId: id,
    status: 'live',
    task: at,
  })),
})

const models = [
  entry('openai/gpt-oss-120b', 'text-generation', [
    ['cerebras', 'gpt-oss-120b', 'conversational'],
    ['groq', 'openai/gpt-oss-120b', 'conversational'],
  ]),
  entry('meta-llama/Llama-3.3-70B-Instruct', 'text-generation', [
    ['together', 'meta-llama/Llama-3.3-70B-Instruct-Turbo', 'conversational'],
  ]),
  entry('Qwen/Qwen3-Embedding-8B', 'feature-extraction', [['scaleway', 'qwen3-embedding-8b', 'feature-extraction']]),
  entry('black-forest-labs/FLUX.1-schnell', 'text-to-image', [
    ['together', 'black-forest-labs/FLUX.1-schnell', 'text-to-image'],
  ]),
  entry('hexgrad/Kokoro-82M', 'text-to-speech', [['together', 'hexgrad/Kokoro-82M', 'text-to-speech']]),
  entry('sentence-transformers/all-MiniLM-L6-v2', 'sentence-similarity', [
    ['hf-inference', 'sentence-transformers/all-MiniLM-L6-v2', 'sentence-similarity'],
  ]),
]

type Listed = (typeof models)[number]

// Older clients of the single call know the hosts as an object.
const single = ({ inferenceProviderMapping: hosts, ...model }: Listed): Loose => ({
  ...model,
  inferenceProviderMapping: Object.fromEntries(hosts.map(({ provider, hfModelId: _, ...host }) => [provider, host])),
})

function search({ query, path }: Call): Reply {
  const [wanted, task, host] = ['search', 'pipeline_tag', 'inference_provider'].map((name) => query.get(name))
  const found = models.filter(
    ({ id, pipeline_tag: tag, inferenceProviderMapping: hosts }) =>
      (!wanted || id.toLowerCase().includes(wanted.toLowerCase())) &&
      (!task || tag === task) &&
      (!host || host === 'all' || hosts.some(({ provider }) => host.split(',').includes(provider))),
  )
  const from = Number(query.get('cursor') ?? 0)
  const size = Math.min(Number(query.get('limit') ?? 1000), 3)
  const next = new URLSearchParams(query)
  next.set('cursor', String(from + size))
  const link = `<https://huggingface.co${path}?${next}>; rel="next"`
  return {
    json: found.slice(from, from + size),
    ...(from + size < found.length && { headers: { link } }),
  }
}

function one({ params }: Call): Reply {
  const id = params.join('/')
  const found = models.find((model) => model.id === id)
  if (found) return { json: single(found) }
  if (isUnknownModel(id))
    return refuse({ ...told(404, 'Repository not found'), headers: { 'x-error-code': 'RepoNotFound' } })
  return { json: { id, gated: false } }
}

const endpointKey = (namespace: string, name: string): string => `endpoint ${namespace}/${name}`

function known({ state, params: [namespace, name] }: Call): Loose {
  const found = state.stored.get(endpointKey(namespace!, name!)) as Loose
  if (!found) refuse(told(404, `Endpoint ${name} not found`))
  return found
}

function create(call: Call): Reply {
  const { body, state, params } = call
  const text = { type: 'string', required: true } as const
  const problem = inspect(body, {
    name: text,
    type: { type: 'string', values: ['public', 'authenticated', 'private'] },
    model: { type: 'object', required: true },
    compute: { type: 'object', required: true },
    provider: { type: 'object', required: true },
    tags: a.array,
  })
  if (problem) refuse(invalid(problem))
  const url = `https://${body.name}.us-east-1.aws.endpoints.huggingface.cloud`
  const endpoint = { type: 'authenticated', ...body, status: { state: 'running', url } }
  remember(state.stored, endpointKey(params[0]!, body.name), endpoint, 100)
  return { json: endpoint }
}

const moved =
  (to: string) =>
  (call: Call): Reply => {
    const found = known(call)
    found.status = { ...found.status, state: to }
    return { json: found }
  }

const endpoints = '/v2/endpoint/:namespace'

/** The Hub, and the management of Inference Endpoints. */
export const hubRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/models', handle: search },
  { method: 'GET', path: '/api/models/:author/:name', handle: one },
  {
    method: 'GET',
    path: endpoints,
    handle: ({ state, params: [namespace] }) => ({
      json: {
        items: [...state.stored].flatMap(([key, value]) =>
          key.startsWith(endpointKey(namespace!, '')) ? [value] : [],
        ),
      },
    }),
  },
  { method: 'POST', path: endpoints, handle: create },
  { method: 'GET', path: `${endpoints}/:name`, handle: (call) => ({ json: known(call) }) },
  {
    method: 'PUT',
    path: `${endpoints}/:name`,
    handle: (call) => ({ json: Object.assign(known(call), call.body) }),
  },
  {
    method: 'DELETE',
    path: `${endpoints}/:name`,
    handle(call) {
      known(call)
      call.state.stored.delete(endpointKey(call.params[0]!, call.params[1]!))
      return { json: {} }
    },
  },
  { method: 'POST', path: `${endpoints}/:name/pause`, handle: moved('paused') },
  { method: 'POST', path: `${endpoints}/:name/resume`, handle: moved('running') },
  { method: 'POST', path: `${endpoints}/:name/scale-to-zero`, handle: moved('scaledToZero') },
]
