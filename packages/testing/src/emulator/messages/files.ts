import type { Loose } from '../http/loose.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import type { StoredFile } from '../state.ts'
import { failed, invalid } from './words.ts'

/** Files. As at the service, an uploaded file cannot be downloaded again. */
export const fileRoutes: readonly Route[] = [
  { method: 'POST', path: '/v1/files', handle: upload },
  { method: 'GET', path: '/v1/files', handle: list },
  { method: 'GET', path: '/v1/files/:id', handle: (call) => ({ json: found(call).facts }) },
  { method: 'GET', path: '/v1/files/:id/content', handle: content },
  { method: 'DELETE', path: '/v1/files/:id', handle: drop },
]

function found({ state, params: [id], requestId }: Call): StoredFile {
  return state.files.get(id!) ?? refuse(failed(404, 'not_found_error', `File not found: ${id}`, requestId))
}

function upload({ form, state, requestId }: Call): Reply {
  const file = form?.files.find(({ name }) => name === 'file')
  if (!file) return invalid('file: Field required', requestId)
  const seconds = form?.fields.expires_in_seconds
  const facts = {
    type: 'file',
    id: state.id('file_01', 22),
    size_bytes: file.bytes.length,
    created_at: new Date(state.now()).toISOString(),
    filename: file.filename,
    mime_type: file.type,
    downloadable: false,
    ...(seconds !== undefined && { expires_at: new Date(state.now() + Number(seconds) * 1000).toISOString() }),
  }
  state.files.set(facts.id, { bytes: file.bytes, type: file.type, facts })
  return { json: facts }
}

function list({ state, query }: Call): Reply {
  const all = [...state.files.values()].map(({ facts }) => facts).toReversed()
  const start = all.findIndex(({ id }: Loose) => id === (query.get('after_id') ?? query.get('page'))) + 1
  const end = start + Number(query.get('limit') ?? 20)
  const data = all.slice(start, end)
  const more = end < all.length
  const last = data.at(-1)?.id ?? null
  return { json: { data, has_more: more, first_id: data[0]?.id ?? null, last_id: last, next_page: more ? last : null } }
}

function content(call: Call): Reply {
  const { facts } = found(call)
  return invalid(`File '${facts.id}' is not downloadable`, call.requestId)
}

function drop(call: Call): Reply {
  const { facts } = found(call)
  call.state.files.delete(facts.id)
  return { json: { id: facts.id, type: 'file_deleted' } }
}
