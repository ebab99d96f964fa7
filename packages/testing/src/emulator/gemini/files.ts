import { createHash } from 'node:crypto'
import type { Loose } from '../http/loose.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { failed, invalid } from './words.ts'

const lifetimeMs = 48 * 3_600_000

/** An upload in two steps: what the file is, then its bytes at the address that the first step gave. */
function upload(call: Call): Reply {
  const { headers, query, state, body, raw } = call
  const command = headers['x-goog-upload-command'] ?? ''
  if (command === 'start') {
    if (headers['x-goog-upload-protocol'] !== 'resumable') invalid('Unsupported upload protocol.')
    const mimeType = headers['x-goog-upload-header-content-type']
    if (!mimeType) invalid('x-goog-upload-header-content-type is required.')
    const id = state.id('', 20)
    state.stored.set(`uploads/${id}`, { mimeType, displayName: body?.file?.displayName })
    const url = `http://${headers['host']}/google/upload/v1beta/files?upload_id=${id}&upload_protocol=resumable`
    return { headers: { 'x-goog-upload-url': url, 'x-goog-upload-status': 'active' }, json: {} }
  }
  const begun: Loose = state.stored.get(`uploads/${query.get('upload_id')}`)
  if (!begun || command !== 'upload, finalize' || headers['x-goog-upload-offset'] !== '0')
    invalid('There is no such upload.')
  state.stored.delete(`uploads/${query.get('upload_id')}`)
  const name = `files/${state.id('', 12)}`
  const now = state.now()
  const facts = {
    name,
    ...(begun.displayName && { displayName: begun.displayName }),
    mimeType: begun.mimeType,
    // A number as text.
    sizeBytes: String(raw.length),
    createTime: new Date(now).toISOString(),
    expirationTime: new Date(now + lifetimeMs).toISOString(),
    sha256Hash: createHash('sha256').update(raw).digest('base64'),
    uri: `https://generativelanguage.googleapis.com/v1beta/${name}`,
    state: 'ACTIVE',
    source: 'UPLOADED',
  }
  state.files.set(name, { bytes: Buffer.from(raw), type: begun.mimeType, facts })
  return { headers: { 'x-goog-upload-status': 'final' }, json: { file: facts } }
}

// Whether it is gone or another's is not told.
const missing = (): never =>
  refuse(
    failed(403, {
      status: 'PERMISSION_DENIED',
      message: 'You do not have permission to access the File or it may not exist.',
    }),
  )

/** The routes of files. They cannot be read back. */
export const fileRoutes: readonly Route[] = [
  { method: 'POST', path: '/upload/v1beta/files', handle: upload },
  {
    method: 'GET',
    path: '/v1beta/files',
    handle: ({ state }) => ({ json: { files: [...state.files.values()].map(({ facts }) => facts) } }),
  },
  {
    method: 'GET',
    path: '/v1beta/files/:id',
    handle: ({ params: [id], state }) => ({ json: state.files.get(`files/${id}`)?.facts ?? missing() }),
  },
  {
    method: 'DELETE',
    path: '/v1beta/files/:id',
    handle: ({ params: [id], state }) => (state.files.delete(`files/${id}`) ? { json: {} } : missing()),
  },
]
