import { toForm } from './fields.ts'
import { vendorHttp } from './vendor.ts'
import type { Context, FileInfo, FilePutRequest, FileRef, Files } from '@llmrr/core'
import type { OpenAIVendor } from './vendor.ts'
import type { WireRequest } from '../http.ts'

/** In what the files of a service differ. */
export interface FilesQuirks {
  /** Default `/files`. */
  readonly path?: string
  /** Where files are stored, where it is another path. */
  readonly putPath?: string
  /** Purpose of a file that is stored without one. Default `user_data`. */
  readonly purpose?: string
  /** The query of a page of the list, the first when there is none before it; `undefined` behind the last. Default: goes on after an id. */
  readonly page?: (before: FilePage | undefined) => WireRequest['query']
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

/** A page of the list of files as the service sends it, and its number, from 0. */
export interface FilePage {
  readonly number: number
  readonly data: readonly WireFile[]
  readonly has_more?: boolean
  readonly last_id?: string
  readonly pagination_token?: string | null
}

const afterId: NonNullable<FilesQuirks['page']> = (before) => {
  if (!before) return {}
  const after = before.last_id ?? before.data.at(-1)?.id
  return before.has_more && after !== undefined ? { after } : undefined
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

/** OpenAI's files. */
export function openaiFiles(vendor: OpenAIVendor, quirks: FilesQuirks = {}): Required<Files> {
  const {
    path = '/files',
    putPath = path,
    purpose: usual = 'user_data',
    page = afterId,
    fields,
    expiry = afterCreation,
  } = quirks
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
      let query = page(undefined)
      for (let number = 0; query; number++) {
        const { body } = await http.json<Omit<FilePage, 'number'>>({ method: 'GET', path, query }, context)
        for (const file of body.data) files.push(infoOf(file, context))
        const next = page({ ...body, number })
        // A list that goes on where it began has no end.
        query = next && JSON.stringify(next) === JSON.stringify(query) ? undefined : next
      }
      return files
    },
    async delete(file, context) {
      await http.json({ method: 'DELETE', path: at(file) }, context)
    },
  }
}
