import { filesBeta, isNewVersion } from '@llmrr/provider-kit'
import type { Context, FileInfo, FilePutRequest, FileRef, Files } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'

interface WireFile {
  readonly id: string
  readonly filename?: string
  readonly mime_type?: string
  readonly size_bytes?: number
  readonly created_at?: string
  readonly expires_at?: string | null
}

interface WireFiles {
  readonly data: readonly WireFile[]
  readonly has_more?: boolean
  readonly last_id?: string | null
  /** Where the next page begins, in the new version. */
  readonly next_page?: string | null
}

function infoOf(wire: WireFile, context: Context): FileInfo {
  return {
    file: { provider: context.target.provider, id: wire.id },
    ...(wire.filename !== undefined && { name: wire.filename }),
    ...(wire.mime_type !== undefined && { mediaType: wire.mime_type }),
    ...(wire.size_bytes !== undefined && { bytes: wire.size_bytes }),
    ...(wire.created_at !== undefined && { created: wire.created_at }),
    ...(wire.expires_at != null && { expires: wire.expires_at }),
  }
}

/** Anthropic's files. Only files that tools have made can be read back; `content` of others is an `invalid-request`. */
export function files(http: Http, version: string, betas: (context: Context) => readonly string[]): Required<Files> {
  const path = '/v1/files'
  const at = ({ id }: FileRef): string => `${path}/${encodeURIComponent(id)}`
  const headers = (context: Context): Record<string, string> => {
    const needed = new Set([...betas(context), ...(isNewVersion(version) ? [] : [filesBeta])])
    return needed.size > 0 ? { 'anthropic-beta': [...needed].join(',') } : {}
  }
  return {
    async put(
      { data, name, mediaType = 'application/octet-stream', purpose, expiresInSeconds }: FilePutRequest,
      context,
    ) {
      if (purpose !== undefined) context.warn('purpose', 'Files of Anthropic have no purpose; it was left out.')
      const body = new FormData()
      body.append('file', new File([data as Uint8Array<ArrayBuffer> | string], name, { type: mediaType }))
      if (expiresInSeconds !== undefined) body.append('expires_in_seconds', String(expiresInSeconds))
      const reply = await http.json<WireFile>({ path, headers: headers(context), body }, context)
      return infoOf(reply.body, context)
    },
    async get(file, context) {
      const request = { method: 'GET', path: at(file), headers: headers(context) } as const
      return infoOf((await http.json<WireFile>(request, context)).body, context)
    },
    async content(file, context) {
      const request = { method: 'GET', path: `${at(file)}/content`, headers: headers(context) } as const
      const { response } = await http.send(request, context)
      return new Uint8Array(await response.arrayBuffer())
    },
    async list(context) {
      const found: FileInfo[] = []
      for (let query: Record<string, string> = {}; ;) {
        const { body } = await http.json<WireFiles>({ method: 'GET', path, query, headers: headers(context) }, context)
        for (const file of body.data) found.push(infoOf(file, context))
        const { next_page: page, last_id: last } = body
        if (page && page !== query['page']) query = { page }
        else if (body.has_more && last && last !== query['after_id']) query = { after_id: last }
        else return found
      }
    },
    async delete(file, context) {
      await http.json({ method: 'DELETE', path: at(file), headers: headers(context) }, context)
    },
  }
}
