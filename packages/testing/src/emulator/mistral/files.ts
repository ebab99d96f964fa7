import { storeFile } from '../family/files.ts'
import type { Loose } from '../http/loose.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import type { StoredFile } from '../state.ts'
import { missing, mistralWords as words } from './words.ts'

const purposes = ['fine-tune', 'batch', 'ocr', 'audio']

const factsOf = ({ facts, type }: StoredFile): Loose => ({
  id: facts.id,
  object: 'file',
  bytes: facts.bytes,
  created_at: facts.created_at,
  filename: facts.filename,
  purpose: facts.purpose,
  sample_type: facts.purpose === 'batch' ? 'batch_request' : 'ocr_input',
  num_lines: 0,
  mimetype: type,
  source: 'upload',
  signature: 'emulated',
  expires_at: facts.expires_at,
  visibility: 'workspace',
})

const found = ({ state, params: [id] }: Call): StoredFile => state.files.get(id!) ?? refuse(missing('File', id!))

function upload({ form, state }: Call): Reply {
  const { purpose = 'fine-tune', expiry, ...rest } = form?.fields ?? {}
  const file = form?.files.find(({ name }) => name === 'file')
  if (!file) return words.problem({ kind: 'missing', path: ['file'] })
  if (!purposes.includes(purpose))
    return words.problem({ kind: 'value', path: ['purpose'], values: purposes, got: purpose })
  const unknown = Object.keys(rest).find((name) => name !== 'visibility')
  if (unknown !== undefined) return words.problem({ kind: 'unknown', path: [unknown] })
  const seconds = expiry === undefined ? null : Number(expiry) * 3600
  return { json: factsOf(storeFile(state, file.bytes, file.filename, purpose, file.type, seconds)) }
}

function list({ state, query }: Call): Reply {
  const all = [...state.files.values()].map(factsOf).toReversed()
  const size = Number(query.get('page_size') ?? 100)
  const start = Number(query.get('page') ?? 0) * size
  return { json: { data: all.slice(start, start + size), object: 'list', total: all.length } }
}

/** Files, in numbered pages. */
export const fileRoutes: readonly Route[] = [
  { method: 'POST', path: '/files', handle: upload },
  { method: 'GET', path: '/files', handle: list },
  { method: 'GET', path: '/files/:id', handle: (call) => ({ json: factsOf(found(call)) }) },
  {
    method: 'GET',
    path: '/files/:id/content',
    handle: (call) => ({ bytes: found(call).bytes, type: 'application/octet-stream' }),
  },
  {
    method: 'GET',
    path: '/files/:id/url',
    handle: (call) => ({ json: { url: `https://files.example/${found(call).facts.id}` } }),
  },
  {
    method: 'DELETE',
    path: '/files/:id',
    handle: (call) => {
      const { id } = found(call).facts
      call.state.files.delete(id)
      return { json: { id, object: 'file', deleted: true } }
    },
  },
]
