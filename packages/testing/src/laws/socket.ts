import type { Reply } from './fixture.ts'

/** How a service behaves on one connection. */
export interface Script {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The body's bytes, in the pieces in which they arrive. One piece is given for each pull. */
  readonly pieces: readonly Uint8Array<ArrayBuffer>[]
  /** What follows the last piece: the end (default), silence, or a lost connection. */
  readonly ending?: 'end' | 'hang' | 'reset'
  /** Awaited before the piece of that number. */
  readonly before?: (piece: number) => Promise<void> | void
  /** `hang`: the headers never come. `refuse`: the connection fails. */
  readonly connect?: 'hang' | 'refuse'
}

/** What was seen of one request. */
export interface Socket {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly signal: AbortSignal | undefined
  /** Pieces that were asked for. */
  pulled: number
  /** Let go: read to its end, cancelled, or aborted. */
  released: boolean
  aborted: boolean
}

/** A network of scripts. */
export interface Network {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>
  readonly sockets: readonly Socket[]
}

/** A reply as a script. */
export function scriptOf(reply: Reply, change: Partial<Script> = {}): Script {
  return { status: reply.status, headers: reply.headers, pieces: [reply.bytes], ...change }
}

/** A `fetch` that plays the scripts in order; the last one again for whatever comes after. */
export function network(scripts: readonly Script[]): Network {
  const sockets: Socket[] = []
  return {
    sockets,
    async fetch(url, init = {}) {
      const script = scripts[Math.min(sockets.length, scripts.length - 1)]
      if (!script) throw new TypeError('fetch failed')
      const signal = init.signal ?? undefined
      const socket: Socket = {
        method: init.method ?? 'GET',
        url,
        headers: Object.fromEntries(new Headers(init.headers)),
        body: await bodyOf(init.body),
        signal,
        pulled: 0,
        released: false,
        aborted: false,
      }
      sockets.push(socket)
      signal?.throwIfAborted()
      if (script.connect === 'refuse')
        throw new TypeError('fetch failed', {
          cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
        })
      if (script.connect === 'hang') {
        return new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            socket.aborted = socket.released = true
            reject(signal.reason as Error)
          })
        })
      }
      const empty = script.pieces.every((piece) => piece.length === 0) && script.ending === undefined
      return new Response(empty ? null : bodyStream(script, socket), { status: script.status, headers: script.headers })
    },
  }
}

function bodyStream(script: Script, socket: Socket): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      start(controller) {
        socket.signal?.addEventListener('abort', () => {
          if (socket.released) return
          socket.aborted = socket.released = true
          controller.error(socket.signal!.reason)
        })
      },
      async pull(controller) {
        const at = socket.pulled
        socket.pulled += 1
        await script.before?.(at)
        if (socket.released) return
        const piece = script.pieces[at]
        if (piece) controller.enqueue(piece.slice())
        else if (script.ending === 'hang') await new Promise(() => {})
        else {
          socket.released = true
          if (script.ending === 'reset') controller.error(new TypeError('terminated'))
          else controller.close()
        }
      },
      cancel() {
        socket.released = true
      },
    },
    // Nothing is read ahead: a pull is somebody's read.
    { highWaterMark: 0 },
  )
}

/** A request's body as data: JSON parsed, a form as its fields, other bytes as text. */
async function bodyOf(body: RequestInit['body']): Promise<unknown> {
  if (body === undefined || body === null) return undefined
  if (body instanceof FormData) return formOf(body)
  const text = typeof body === 'string' ? body : await new Response(body).text()
  try {
    return JSON.parse(text)
  } catch {
    return text // Not JSON, so it is compared as text.
  }
}

async function formOf(form: FormData): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = {}
  for (const [name, value] of form.entries()) {
    const field =
      typeof value === 'string'
        ? value
        : { name: value.name, mediaType: value.type, bytes: (await value.arrayBuffer()).byteLength }
    fields[name] = name in fields ? [fields[name], field].flat() : field
  }
  return fields
}
