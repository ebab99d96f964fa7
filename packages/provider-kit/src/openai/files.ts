import { toForm } from './fields.ts'
import { vendorHttp } from './vendor.ts'
import type { Context, FileInfo, FilePutRequest, FileRef, Files } from '@llmrr/core'
import type { OpenAIVendor } from './vendor.ts'

/** In what the files of a service differ. */
export interface FilesQuirks {
  /** Default `/files`. */
  readonly path?: string
  /** Where files are stored, where it is another path. */
  readonly putPath?: string
  /** Purpose of a file that is stored without one. Default `user_data`. */
  readonly purpose?: string
  /** The list comes in numbered pages, the first of which is 0. Default: it goes on after an id. */
  readonly numberedPages?: boolean
  /** The list goes on after a token, as long as its pages are full. */
  readonly tokenPages?: boolean
  /** Fields that say how long a file is kept. Default: OpenAI's. */
  readonly expiry?: (seconds: number) => Readonly<Record<string, unknown>>
  /** Further fields of the form. */
  readonly fields?: (request: FilePutRequest) => Readonly<Record<string, unknown>>
}

/** A file as the service tells of it. */
export interface WireFile {
  readonly id: string
  readonly bytes?: number
  /** As others count them. */
  readonly size_bytes?: number
  readonly filename?: string
  readonly mime_type?: string
  /** Seconds since the epoch, or ISO 8601. */
  readonly created_at?: number | string
  readonly expires_at?: number | null
  readonly purpose?: string
}

interface WireList {
  readonly data: readonly WireFile[]
  readonly has_more?: boolean
  readonly last_id?: string
  readonly pagination_token?: string | null
}

const moment = (at: number | string): string => new Date(typeof at === 'number' ? at * 1000 : at).toISOString()

function infoOf(wire: WireFile, context: Context): FileInfo {
  return {
    file: { provider: context.target.provider, id: wire.id },
    ...(wire.filename !== undefined && { name: wire.filename }),
    ...(wire.mime_type !== undefined && { mediaType: wire.mime_type }),
    ...((wire.bytes ?? wire.size_bytes) !== undefined && { bytes: wire.bytes ?? wire.size_bytes }),
    ...(wire.created_at && { created: moment(wire.created_at) }),
    ...(wire.expires_at && { expires: moment(wire.expires_at) }),
    ...(wire.purpose && { purpose: wire.purpose }),
  }
}

const afterCreation = (seconds: number): Readonly<Record<string, unknown>> => ({
  'expires_after[anchor]': 'created_at',
  'expires_after[seconds]': seconds,
})

const pageSize = 100

/** OpenAI's files. */
export function openaiFiles(vendor: OpenAIVendor, quirks: FilesQuirks = {}): Required<Files> {
  const { path = '/files', putPath = path, purpose: usual = 'user_data', fields, expiry = afterCreation } = quirks
  const http = vendorHttp(vendor)
  const at = ({ id }: FileRef): string => `${path}/${encodeURIComponent(id)}`
  return {
    async put(request: FilePutRequest, context) {
      const { data, name, mediaType = 'application/octet-stream', purpose = usual, expiresInSeconds } = request
      const form = toForm(
        {
          purpose,
          ...fields?.(request),
          file: new File([data as Uint8Array<ArrayBuffer> | string], name, { type: mediaType }),
          ...(expiresInSeconds !== undefined && expiry(expiresInSeconds)),
        },
        context,
      )
      const { body } = await http.json<WireFile>({ path: putPath, body: form }, context)
      return { ...infoOf(body, context), mediaType }
    },
    async get(file, context) {
      const { body } = await http.json<WireFile>({ method: 'GET', path: at(file) }, context)
      return infoOf(body, context)
    },
    async content(file, context) {
      const { response } = await http.send({ method: 'GET', path: `${at(file)}/content` }, context)
      return new Uint8Array(await response.arrayBuffer())
    },
    async list(context) {
      const files: FileInfo[] = []
      for (let page = 0; quirks.numberedPages; page++) {
        const { body } = await http.json<WireList>(
          { method: 'GET', path, query: { page, page_size: pageSize } },
          context,
        )
        for (const file of body.data) files.push(infoOf(file, context))
        if (body.data.length < pageSize) return files
      }
      for (let after: string | undefined; ;) {
        const query = quirks.tokenPages ? { limit: pageSize, pagination_token: after } : { after }
        const { body } = await http.json<WireList>({ method: 'GET', path, query }, context)
        for (const file of body.data) files.push(infoOf(file, context))
        const isLast = quirks.tokenPages ? body.data.length < pageSize : !body.has_more
        const next = (quirks.tokenPages ? body.pagination_token : (body.last_id ?? body.data.at(-1)?.id)) ?? undefined
        if (isLast || next === undefined || next === after) return files
        after = next
      }
    },
    async delete(file, context) {
      await http.json({ method: 'DELETE', path: at(file) }, context)
    },
  }
}
