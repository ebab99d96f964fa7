import type { Loose } from '../http/loose.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import type { StoredFile } from '../state.ts'
import type { Member } from './member.ts'

/** Upload, list, get, content and delete. */
export function fileRoutes({ words }: Member, purposes: readonly string[]): Route[] {
  const found = ({ state, params: [id] }: Call): StoredFile => {
    const file = state.files.get(id!)
    if (!file) {
      const gone = words.failure(404, 'not_found', '') as Loose
      refuse({
        ...gone,
        json: { error: { ...gone.json.error, message: `No such File object: ${id}`, param: 'id', code: null } },
      })
    }
    return file!
  }
  return [
    { method: 'POST', path: '/files', handle: upload },
    { method: 'GET', path: '/files', handle: list },
    { method: 'GET', path: '/files/:id', handle: (call) => ({ json: found(call).facts }) },
    {
      method: 'GET',
      path: '/files/:id/content',
      handle: (call) => ({ bytes: found(call).bytes, type: found(call).type }),
    },
    {
      method: 'DELETE',
      path: '/files/:id',
      handle: (call) => {
        const { id } = found(call).facts
        call.state.files.delete(id)
        return { json: { object: 'file', deleted: true, id } }
      },
    },
  ]

  function upload({ form, state }: Call): Reply {
    const purpose = form?.fields.purpose
    const file = form?.files.find(({ name }) => name === 'file')
    if (!file) return words.problem({ kind: 'missing', path: ['file'] })
    if (purpose === undefined) return words.problem({ kind: 'missing', path: ['purpose'] })
    if (!purposes.includes(purpose))
      return words.problem({ kind: 'value', path: ['purpose'], values: purposes, got: purpose })
    const seconds = form?.fields['expires_after[seconds]']
    return {
      json: storeFile(
        state,
        file.bytes,
        file.filename,
        purpose,
        file.type,
        seconds === undefined ? null : Number(seconds),
      ).facts,
    }
  }
}

function list({ state, query }: Call): Reply {
  const purpose = query.get('purpose')
  const all = [...state.files.values()]
    .map(({ facts }) => facts)
    .filter((facts) => purpose === null || facts.purpose === purpose)
  const newest = all.toReversed()
  const start = newest.findIndex(({ id }) => id === query.get('after')) + 1
  const limit = Number(query.get('limit') ?? 10_000)
  const data = newest.slice(start, start + limit)
  return {
    json: {
      object: 'list',
      data,
      has_more: start + limit < newest.length,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
    },
  }
}

/** Keeps a file and describes it as the family does. */
export function storeFile(
  state: Call['state'],
  bytes: Buffer,
  filename: string,
  purpose: string,
  type: string,
  expires: number | null,
): StoredFile {
  const id = state.id('file-', 22)
  const created = state.seconds()
  const facts = {
    object: 'file',
    id,
    purpose,
    filename,
    bytes: bytes.length,
    created_at: created,
    expires_at: expires === null ? null : created + expires,
    status: 'processed',
    status_details: null,
  }
  const file: StoredFile = { bytes, type, facts }
  state.files.set(id, file)
  return file
}
