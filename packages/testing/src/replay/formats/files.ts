import { given } from './request.ts'
import { fields, onId, smallFormat } from './small.ts'
import type { Bag } from './request.ts'
import type { Small } from './small.ts'

const onFile = onId('files', /\/files\/([^/]+)/)

const smalls: readonly Small[] = [
  {
    name: 'files-put',
    capability: 'files',
    call: 'put',
    at: /^POST .*\/v1\/files$/,
    intent: (sent) => {
      const { file, purpose, ...rest } = fields(sent)
      return {
        model: 'any',
        request: given({
          data: Uint8Array.from(Buffer.from(file?.base64 ?? 'AAAA', 'base64')),
          name: file?.filename ?? 'file',
          mediaType: file?.content_type,
          purpose,
        }),
        rest,
      }
    },
    unrecorded: { data: 'x', name: 'x' },
    theirs: (body) => ({ id: body['id'] }),
    ours: (value) => ({ id: value['file'].id }),
  },
  {
    name: 'files-list',
    capability: 'files',
    call: 'list',
    at: /^GET .*\/v1\/files$/,
    theirs: (body) => ({ ids: body['data'].map(({ id }: Bag) => id) }),
    ours: (value) => ({ ids: (value as unknown as Bag[]).map(({ file }) => file.id) }),
  },
  {
    name: 'files-get',
    capability: 'files',
    call: 'get',
    at: /^GET .*\/v1\/files\/[^/]+$/,
    intent: onFile,
    theirs: (body) => ({ id: body['id'] }),
    ours: (value) => ({ id: value['file'].id }),
  },
  {
    name: 'files-content',
    capability: 'files',
    call: 'content',
    at: /^GET .*\/v1\/files\/[^/]+\/content$/,
    intent: onFile,
    theirs: (_, recording) => ({ bytes: recording.bytes.length }),
    ours: (value) => ({ bytes: value['length'] }),
  },
  {
    name: 'files-delete',
    capability: 'files',
    call: 'delete',
    at: /^DELETE .*\/v1\/files\/[^/]+$/,
    intent: onFile,
    theirs: () => ({}),
    ours: () => ({}),
  },
]

/** Files: the form that most services share. */
export const fileFormats = smalls.map(smallFormat)
