import { isUnknownModel } from '../family/member.ts'
import { refuse, type Route } from '../service.ts'
import { failed } from './words.ts'

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

const pulled = ['pulling manifest', 'verifying sha256 digest', 'success'].map(
  (status) => `${JSON.stringify({ status })}\n`,
)

/** What is installed, what runs, and how models come and go. */
export const modelRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/tags', handle: () => ({ json: { models: installed } }) },
  { method: 'GET', path: '/api/ps', handle: () => ({ json: { models: installed.slice(0, 1) } }) },
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
