import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it arrived. */
export interface Captured {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  /** JSON parsed; a form as its fields, a file in it by name, media type and bytes; else text. */
  readonly body: unknown
}

/** A server on 127.0.0.1 that notes what it is asked. */
export interface Capture {
  readonly url: string
  /** What has arrived since this was last called. */
  take(): readonly Captured[]
  close(): Promise<void>
}

/**
 * Starts the server. It answers everything with 200: an empty stream to whoever asks for one, else `answer` as JSON
 * (default `{ "id": "captured" }`).
 */
export async function startCapture(
  answer: (request: Captured) => unknown = () => ({ id: 'captured' }),
): Promise<Capture> {
  let captured: Captured[] = []
  const server = createServer(async (request, response) => {
    const pieces: Uint8Array[] = []
    for await (const piece of request) pieces.push(piece as Uint8Array)
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const body = await readBody(Buffer.concat(pieces), headers['content-type'] ?? '')
    const seen = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers,
      body,
    }
    captured.push(seen)
    const isStream = (body as { stream?: unknown } | undefined)?.stream === true
    response.writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'application/json' })
    response.end(isStream ? '' : JSON.stringify(answer(seen)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take() {
      const taken = captured
      captured = []
      return taken
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function readBody(bytes: Buffer<ArrayBuffer>, type: string): Promise<unknown> {
  if (bytes.length === 0) return undefined
  if (type.startsWith('application/json')) return JSON.parse(bytes.toString('utf8')) as unknown
  if (!type.startsWith('multipart/form-data')) return bytes.toString('utf8')
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  const fields: Record<string, unknown> = {}
  for (const [name, value] of form.entries()) {
    const field = typeof value === 'string' ? value : { name: value.name, mediaType: value.type, bytes: value.size }
    fields[name] = name in fields ? [fields[name], field].flat() : field
  }
  return fields
}
