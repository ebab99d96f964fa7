import { storeFile } from '../family/files.ts'
import type { Loose } from '../http/loose.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import type { StoredFile } from '../state.ts'
import { togetherWords as words } from './words.ts'

const purposes = ['fine-tune', 'eval', 'batch-api']
const types = ['jsonl', 'csv', 'parquet']

function factsOf({ facts }: StoredFile): Loose {
  const { id, object, filename, bytes, created_at, purpose } = facts
  return {
    id,
    object,
    created_at,
    filename,
    bytes,
    purpose,
    Processed: true,
    FileType: filename.split('.').at(-1),
    LineCount: 0,
  }
}

function found({ state, params: [id] }: Call): StoredFile {
  return state.files.get(id!) ?? refuse(words.failure(404, 'file_not_found', ''))
}

function upload({ form, state }: Call): Reply {
  const { purpose, file_name: name, file_type: type = 'jsonl' } = form?.fields ?? {}
  const file = form?.files.find((one) => one.name === 'file')
  if (!file) return words.problem({ kind: 'missing', path: ['file'] })
  if (purpose === undefined) return words.problem({ kind: 'missing', path: ['purpose'] })
  if (name === undefined) return words.problem({ kind: 'missing', path: ['file_name'] })
  if (!purposes.includes(purpose))
    return words.problem({ kind: 'value', path: ['purpose'], values: purposes, got: purpose })
  if (!types.includes(type)) return words.problem({ kind: 'value', path: ['file_type'], values: types, got: type })
  return { json: factsOf(storeFile(state, file.bytes, name, purpose, file.type, null)) }
}

/** Files: stored by a form at a path of their own. */
export const fileRoutes: readonly Route[] = [
  { method: 'POST', path: '/files/upload', handle: upload },
  {
    method: 'GET',
    path: '/files',
    handle: ({ state }) => ({ json: { data: [...state.files.values()].map(factsOf) } }),
  },
  { method: 'GET', path: '/files/:id', handle: (call) => ({ json: factsOf(found(call)) }) },
  {
    method: 'GET',
    path: '/files/:id/content',
    handle: (call) => ({ bytes: found(call).bytes, type: 'application/octet-stream' }),
  },
  {
    method: 'DELETE',
    path: '/files/:id',
    handle: (call) => {
      const { id } = found(call).facts
      call.state.files.delete(id)
      return { json: { id, deleted: true } }
    },
  },
]
