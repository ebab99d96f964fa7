import { createHttp, read } from '@llmrr/provider-kit'
import type { Context } from '@llmrr/core'
import type { Http, HttpConfig } from '@llmrr/provider-kit'

/** The API, and what lies around it. */
export interface Service {
  readonly http: Http
  /** HTTP for an address that the service gave: with the credential where the service itself is, else without. */
  at(url: string, context: Context): Http
  /** The address of a stored file, as a model's input takes it. */
  fileUrl(id: string, context: Context): string
}

/** HTTP to the API, and to the files and streams that it points to. */
export function createService(config: HttpConfig): Service {
  const http = createHttp(config)
  const { auth: _, headers: __, ...plain } = config
  const open = createHttp(plain)
  return {
    http,
    at(url, context) {
      const { origin, hostname, protocol } = new URL(url)
      const isOwn =
        origin === new URL(read(config.baseURL, context.host)).origin ||
        (protocol === 'https:' && /(?:^|\.)replicate\.(?:com|net)$/.test(hostname))
      return isOwn ? http : open
    },
    fileUrl: (id, context) =>
      `${read(config.baseURL, context.host).replace(/\/$/, '')}/files/${encodeURIComponent(id)}`,
  }
}
