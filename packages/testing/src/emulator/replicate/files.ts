import { createHash } from 'node:crypto'
import type { Call, Reply } from '../service.ts'
import type { StoredFile } from '../state.ts'
import { refuseMissing, refuseShape } from './words.ts'

const day = 86_400_000

/** `POST /v1/files`. */
export function create(call: Call): Reply {
  const { form, state, headers, service } = call
  const content = form?.files.find(({ name }) => name === 'content')
  if (!content) return refuseShape({ kind: 'missing', path: ['content'] })
  const id = state.id('', 48)
  const { bytes, type, filename } = content
  const facts = {
    id,
    name: filename,
    content_type: type,
    size: bytes.length,
    etag: createHash('md5').update(bytes).digest('hex'),
    checksums: { sha256: createHash('sha256').update(bytes).digest('hex') },
    metadata: {},
    created_at: new Date(state.now()).toISOString(),
    expires_at: new Date(state.now() + day).toISOString(),
    urls: { get: `http://${headers['host']}/${service.slug}/v1/files/${id}` },
  }
  state.files.set(id, { bytes, type, facts })
  return { status: 201, json: facts }
}

const found = ({ state, params: [id] }: Call): StoredFile => state.files.get(id!) ?? refuseMissing()

/** `GET /v1/files/{id}`. */
export const one = (call: Call): Reply => ({ json: found(call).facts })

/** `GET /v1/files`. */
export const list = ({ state }: Call): Reply => ({
  json: { next: null, previous: null, results: [...state.files.values()].map(({ facts }) => facts).toReversed() },
})

/** `DELETE /v1/files/{id}`. */
export function remove(call: Call): Reply {
  call.state.files.delete(found(call).facts.id)
  return { status: 204, bytes: '', type: 'text/plain' }
}
