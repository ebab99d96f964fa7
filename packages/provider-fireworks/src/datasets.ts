import { poll } from '@llmrr/provider-kit'
import type { Context, FileInfo, FilePutRequest, Files } from '@llmrr/core'
import type { Platform } from './platform.ts'

interface WireDataset {
  readonly name: string
  readonly displayName?: string
  readonly state?: string
  readonly createTime?: string
  readonly format?: string
}

/** The last step of a resource's name. */
export const idOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1)

/** An id that nobody else has, of what a thing is called. */
export function freshId(name: string, { host }: Context): string {
  const word = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  const chance = Math.floor(host.random() * 36 ** 8)
    .toString(36)
    .padStart(8, '0')
  return `${word || 'file'}-${chance}`
}

const lines = (data: FilePutRequest['data']): number =>
  (typeof data === 'string' ? data : new TextDecoder().decode(data)).split('\n').filter((line) => line.trim() !== '')
    .length

function infoOf({ name, displayName, createTime, format }: WireDataset, { target }: Context): FileInfo {
  return {
    file: { provider: target.provider, id: idOf(name) },
    name: displayName || idOf(name),
    ...(createTime !== undefined && { created: createTime }),
    ...(format !== undefined && format !== 'FORMAT_UNSPECIFIED' && { purpose: format }),
  }
}

/** Fireworks' files: datasets of an account, each of one or more JSONL files. */
export function datasets(platform: Platform) {
  const { http, download, path } = platform
  const at = (id: string, context: Context): string => path(`/datasets/${encodeURIComponent(id)}`, context)
  const files: Required<Files> = {
    async put({ data, name, mediaType = 'application/jsonl' }, context) {
      const id = freshId(name.replace(/\.[^.]*$/, ''), context)
      // How many examples there are has to be said before they come.
      const dataset = { displayName: name, userUploaded: {}, exampleCount: String(lines(data)) }
      const { body } = await http.json<WireDataset>(
        { path: path('/datasets', context), body: { datasetId: id, dataset } },
        context,
      )
      const form = new FormData()
      form.append('file', new File([data as Uint8Array<ArrayBuffer> | string], name, { type: mediaType }))
      await http.send({ path: `${at(id, context)}:upload`, body: form }, context)
      const bytes = typeof data === 'string' ? new TextEncoder().encode(data).length : data.length
      return {
        ...infoOf({ ...body, displayName: name }, context),
        file: { provider: context.target.provider, id },
        mediaType,
        bytes,
      }
    },
    async get({ id }, context) {
      const { body } = await http.json<WireDataset>({ method: 'GET', path: at(id, context) }, context)
      return infoOf(body, context)
    },
    async content({ id }, context) {
      const pieces = [...(await contents(id, context)).values()]
      const whole = new Uint8Array(pieces.reduce((size, { length }) => size + length, 0))
      let from = 0
      for (const piece of pieces) {
        whole.set(piece, from)
        from += piece.length
      }
      return whole
    },
    async list(context) {
      const all = await platform.pages<WireDataset>('/datasets', 'datasets', context)
      return all.map((one) => infoOf(one, context))
    },
    async delete({ id }, context) {
      await http.send({ method: 'DELETE', path: at(id, context) }, context)
    },
  }

  /** The files of a dataset by their names. Their addresses are good for some minutes, and want no credential. */
  async function contents(id: string, context: Context): Promise<Map<string, Uint8Array>> {
    const found = await http.json<{ readonly filenameToSignedUrls?: Readonly<Record<string, string>> }>(
      { method: 'GET', path: `${at(id, context)}:getDownloadEndpoint` },
      context,
    )
    const held = new Map<string, Uint8Array>()
    for (const [name, url] of Object.entries(found.body.filenameToSignedUrls ?? {})) {
      const response = await download(url, context)
      held.set(name, new Uint8Array(await response.arrayBuffer()))
    }
    return held
  }

  /** Waits until a dataset has been looked through. */
  async function ready(id: string, context: Context): Promise<void> {
    await poll(async () => {
      const { body } = await http.json<WireDataset>({ method: 'GET', path: at(id, context) }, context)
      return body.state === 'UPLOADING' ? undefined : true
    }, context)
  }

  return { files, contents, ready }
}
