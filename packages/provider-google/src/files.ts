import { llmError } from '@llmrr/core'
import type { Context, FileInfo, FilePutRequest, Files } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface WireFile {
  readonly name: string
  readonly displayName?: string
  readonly mimeType?: string
  /** A number as text. */
  readonly sizeBytes?: string
  readonly createTime?: string
  readonly expirationTime?: string
}

interface WireFiles {
  readonly files?: readonly WireFile[]
  readonly nextPageToken?: string
}

const infoOf = (wire: WireFile, { target }: Context): FileInfo => ({
  file: { provider: target.provider, id: wire.name },
  ...(wire.displayName && { name: wire.displayName }),
  ...(wire.mimeType !== undefined && { mediaType: wire.mimeType }),
  ...(wire.sizeBytes !== undefined && { bytes: Number(wire.sizeBytes) }),
  ...(wire.createTime !== undefined && { created: wire.createTime }),
  ...(wire.expirationTime !== undefined && { expires: wire.expirationTime }),
})

/** Files of the Gemini API. They live for two days, and cannot be read back. `uploads` is where they are sent to. */
export function files(http: Http, uploads: (context: Context) => string): Omit<Required<Files>, 'content'> {
  const at = (id: string): string => `/${id.startsWith('files/') ? id : `files/${id}`}`
  return {
    async put(
      { data, name, mediaType = 'application/octet-stream', purpose, expiresInSeconds }: FilePutRequest,
      context,
    ) {
      if (purpose !== undefined) context.warn('purpose', 'Files of Google have no purpose; it was left out.')
      if (expiresInSeconds !== undefined)
        context.warn('expiresInSeconds', 'Files of Google live for two days, whatever is asked; it was left out.')
      const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data
      const address = uploads(context)
      const begun = await http.send(
        {
          path: address,
          headers: {
            'x-goog-upload-protocol': 'resumable',
            'x-goog-upload-command': 'start',
            'x-goog-upload-header-content-length': String(bytes.length),
            'x-goog-upload-header-content-type': mediaType,
          },
          body: { file: { displayName: name } },
        },
        context,
      )
      await begun.response.body?.cancel()
      const session = begun.response.headers.get('x-goog-upload-url')
      // The credential goes there as well, so it must be the same service.
      if (!session || new URL(session).origin !== new URL(address).origin)
        throw llmError(
          'bad-response',
          `${context.target.provider} named no place of its own to send the file to; check the base URL.`,
          {
            target: context.target,
          },
        )
      const { body } = await http.json<{ readonly file: WireFile }>(
        {
          path: session,
          headers: { 'x-goog-upload-offset': '0', 'x-goog-upload-command': 'upload, finalize' },
          body: bytes,
        },
        context,
      )
      return infoOf(body.file, context)
    },
    async get({ id }, context) {
      return infoOf((await http.json<WireFile>({ method: 'GET', path: at(id) }, context)).body, context)
    },
    async list(context) {
      const found: FileInfo[] = []
      for (let pageToken: string | undefined; ;) {
        const query = { pageSize: 100, pageToken }
        const { body } = await http.json<WireFiles>({ method: 'GET', path: '/files', query }, context)
        for (const file of body.files ?? []) found.push(infoOf(file, context))
        if (!body.nextPageToken || body.nextPageToken === pageToken) return found
        pageToken = body.nextPageToken
      }
    },
    async delete({ id }, context) {
      await http.json({ method: 'DELETE', path: at(id) }, context)
    },
  }
}
