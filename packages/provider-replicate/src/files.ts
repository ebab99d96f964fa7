import { pagesOf } from './pages.ts'
import type { Context, FileInfo, Handler } from '@llmrr/core'
import type { Service } from './service.ts'

interface WireFile {
  readonly id: string
  readonly name?: string
  readonly content_type?: string
  readonly size?: number
  readonly created_at?: string
  readonly expires_at?: string
}

const infoOf = ({ id, ...wire }: WireFile, context: Context): FileInfo => ({
  file: { provider: context.target.provider, id },
  ...(wire.name !== undefined && { name: wire.name }),
  ...(wire.content_type !== undefined && { mediaType: wire.content_type }),
  ...(wire.size !== undefined && { bytes: wire.size }),
  ...(wire.created_at !== undefined && { created: wire.created_at }),
  ...(wire.expires_at !== undefined && { expires: wire.expires_at }),
})

/** Files to be used as inputs of models, kept for a day. Their content cannot be read back without a signed address. */
export function replicateFiles({ http }: Service): Handler<'files'> {
  const at = (id: string): string => `/files/${encodeURIComponent(id)}`
  return {
    async put({ data, name, mediaType = 'application/octet-stream', purpose, expiresInSeconds }, context) {
      if (purpose !== undefined) context.warn('purpose', 'Files at Replicate have no purpose.')
      if (expiresInSeconds !== undefined) context.warn('expiresInSeconds', 'Replicate keeps every file for a day.')
      const form = new FormData()
      form.append('content', new File([data as Uint8Array<ArrayBuffer> | string], name, { type: mediaType }))
      const { body } = await http.json<WireFile>({ path: '/files', body: form }, context)
      return infoOf(body, context)
    },
    async get({ id }, context) {
      const { body } = await http.json<WireFile>({ method: 'GET', path: at(id) }, context)
      return infoOf(body, context)
    },
    async list(context) {
      const files: FileInfo[] = []
      for await (const { results } of pagesOf<WireFile>(http, '/files', context))
        for (const file of results) files.push(infoOf(file, context))
      return files
    },
    async delete({ id }, context) {
      await http.send({ method: 'DELETE', path: at(id) }, context)
    },
  }
}
