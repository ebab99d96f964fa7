import type { IncomingMessage } from 'node:http'
import { services, type ServiceName } from '../services/index.ts'
import type { Loose } from './loose.ts'
import { readForm, type Form } from './multipart.ts'

/** A request, read whole and taken apart. */
export interface Arrived {
  readonly service: ServiceName | 'elsewhere' | 'unknown'
  readonly method: string
  /** Below the service's mount point. */
  readonly path: string
  /** As it was asked for, with the mount point and the query. */
  readonly target: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON, if the body was JSON. */
  readonly body: Loose
  readonly form: Form | undefined
  /** The body as text when it is neither JSON nor a form. */
  readonly text: string | undefined
  /** The body as it came. */
  readonly raw: Uint8Array
}

/** Reads a request. `undefined` when the client went away while sending it. */
export async function receive(req: IncomingMessage, elsewhere: boolean): Promise<Arrived | undefined> {
  const raw = await bodyOf(req)
  if (!raw) return undefined
  const target = req.url ?? '/'
  const mark = target.indexOf('?')
  const whole = mark < 0 ? target : target.slice(0, mark)
  const end = whole.indexOf('/', 1)
  const mount = whole.slice(1, end < 0 ? undefined : end)
  const known = mount in services
  return {
    service: elsewhere ? 'elsewhere' : known ? (mount as ServiceName) : 'unknown',
    method: req.method ?? 'GET',
    path: elsewhere || !known || end < 0 ? whole : whole.slice(end),
    target,
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers: req.headers as Record<string, string>,
    raw,
    ...contentOf(raw, req.headers['content-type'] ?? ''),
  }
}

function bodyOf(req: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => void chunks.push(chunk))
    req.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)))
    req.on('close', () => resolve(undefined))
    req.on('error', () => resolve(undefined))
  })
}

function contentOf(raw: Buffer, type: string): Pick<Arrived, 'body' | 'form' | 'text'> {
  if (raw.length === 0) return { body: undefined, form: undefined, text: undefined }
  if (type.startsWith('multipart/form-data')) {
    const form = readForm(type, raw)
    return { body: undefined, form, text: form ? undefined : raw.toString() }
  }
  const text = raw.toString()
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const fields = Object.fromEntries(new URLSearchParams(text))
    return { body: undefined, form: { fields, lists: {}, files: [], names: Object.keys(fields) }, text: undefined }
  }
  try {
    return { body: JSON.parse(text), form: undefined, text: undefined }
  } catch {
    // Not JSON: the service is told so, and says it in its own words.
    return { body: undefined, form: undefined, text }
  }
}
