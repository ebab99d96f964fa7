import { vectorOf } from '../brain/media.ts'
import { countTokens } from '../brain/tokens.ts'
import { inspect, a } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { isUnknownModel } from '../family/member.ts'
import { embedFields } from './fields.ts'
import { failed, problemOf } from './words.ts'

const installed = [
  { name: 'qwen3:4b', capabilities: ['completion', 'tools', 'thinking'] },
  { name: 'gpt-oss:20b', capabilities: ['completion', 'tools', 'thinking'] },
  { name: 'gemma3:4b', capabilities: ['completion', 'vision'] },
  { name: 'embeddinggemma:latest', capabilities: ['embedding'] },
].map((model) => ({
  ...model,
  model: model.name,
  modified_at: '2026-11-01T10:00:00Z',
  size: 3_300_000_000,
  digest: 'a'.repeat(64),
  details: {
    format: 'gguf',
    family: model.name.replace(/:.*/u, ''),
    parameter_size: '4B',
    quantization_level: 'Q4_K_M',
  },
}))

function embed({ body }: Call): Reply {
  const problem = inspect(body, embedFields)
  if (problem) refuse(problemOf(problem))
  if (isUnknownModel(body.model)) refuse(failed(404, `model '${body.model}' not found`))
  const inputs: string[] = typeof body.input === 'string' ? [body.input] : body.input
  return {
    json: {
      model: body.model,
      embeddings: inputs.map((text) => Array.from(vectorOf(text, body.dimensions ?? 768))),
      total_duration: 14_000_000,
      load_duration: 1_000_000,
      prompt_eval_count: inputs.reduce((sum, text) => sum + countTokens(text), 0),
    },
  }
}

function search({ body }: Call): Reply {
  const problem = inspect(body, { query: { type: 'string', required: true }, max_results: a.integer })
  if (problem) refuse(problemOf(problem))
  const results = Array.from({ length: body.max_results ?? 5 }, (_, at) => ({
    title: `${body.query}, ${at + 1}`,
    url: `https://example.com/search/${at + 1}`,
    content: `What page ${at + 1} says of ${body.query}.`,
  }))
  return { json: { results } }
}

const pulled = ['pulling manifest', 'verifying sha256 digest', 'success'].map(
  (status) => `${JSON.stringify({ status })}\n`,
)

/** The addresses beside chat and completion. */
export const otherRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/embed', handle: embed },
  { method: 'POST', path: '/api/web_search', handle: search },
  { method: 'POST', path: '/api/experimental/web_search', handle: search },
  { method: 'GET', path: '/api/tags', handle: () => ({ json: { models: installed } }) },
  { method: 'GET', path: '/api/ps', handle: () => ({ json: { models: installed.slice(0, 1) } }) },
  { method: 'GET', path: '/api/version', handle: () => ({ json: { version: '0.32.3' } }) },
  {
    method: 'POST',
    path: '/api/show',
    handle: ({ body }) => {
      const found = installed.find(({ name }) => name === body.model)
      if (!found) refuse(failed(404, `model '${body.model}' not found`))
      return { json: { ...found, model_info: { 'general.architecture': 'qwen3', 'qwen3.context_length': 40_960 } } }
    },
  },
  {
    method: 'POST',
    path: '/api/pull',
    handle: ({ body }) =>
      isUnknownModel(body.model)
        ? failed(500, 'pull model manifest: file does not exist')
        : { headers: { 'content-type': 'application/x-ndjson' }, events: pulled, broken: () => [] },
  },
  { method: 'DELETE', path: '/api/delete', handle: () => ({ bytes: '', type: 'text/plain' }) },
]
