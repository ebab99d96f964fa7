import type { Loose } from '../http/loose.ts'
import type { Call, Reply } from '../service.ts'
import { inputs, kindOf, outputs } from './kinds.ts'
import { refuseMissing } from './words.ts'

const officials = [
  'meta/meta-llama-3-8b-instruct',
  'deepseek-ai/deepseek-r1',
  'black-forest-labs/flux-schnell',
  'acme/tts',
  'acme/video',
]
const versionId = 'c'.repeat(64)

function versionOf(name: string, id = versionId): Loose {
  const kind = kindOf(name)
  const properties = Object.fromEntries(Object.entries(inputs[kind]).map(([field, type]) => [field, { type }]))
  return {
    id,
    created_at: '2026-01-01T00:00:00.000Z',
    cog_version: '0.16.0',
    openapi_schema: { components: { schemas: { Input: { type: 'object', properties }, Output: outputs[kind] } } },
  }
}

const modelOf = (path: string): Loose => {
  const [owner = '', name = ''] = path.split('/')
  return {
    url: `https://replicate.com/${path}`,
    owner,
    name,
    description: `Generates ${kindOf(path)} for tests`,
    visibility: 'public',
    is_official: owner !== 'community',
    run_count: 1,
    latest_version: versionOf(path),
  }
}

const named = ({ params: [owner, name], path }: Call): string =>
  /does-not-exist|non-existent/u.test(path) ? refuseMissing() : `${owner}/${name}`

/** `GET /v1/models/{owner}/{name}`. */
export const one = (call: Call): Reply => ({ json: modelOf(named(call)) })

/** `GET /v1/models`. */
export const list = (): Reply => ({ json: { next: null, previous: null, results: officials.map(modelOf) } })

/** `GET /v1/models/{owner}/{name}/versions`. */
export const versions = (call: Call): Reply => ({
  json: { next: null, previous: null, results: [versionOf(named(call))] },
})

/** `GET /v1/models/{owner}/{name}/versions/{id}`. */
export const version = (call: Call): Reply => ({ json: versionOf(named(call), call.params[2]) })

/** `GET /v1/collections/{slug}`. */
export const collection = ({ params: [slug] }: Call): Reply => ({
  json: { name: slug, slug, description: '', models: officials.map(modelOf) },
})
