/** One exchange with a service, as it went over the wire. */
export interface Exchange {
  readonly method: string
  readonly url: string
  readonly sentHeaders: Headers
  /** As it was sent: text, nothing, or `form` for what is no text. */
  readonly sent: { readonly kind: 'text'; readonly text: string } | { readonly kind: 'none' | 'form' }
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}

const sentOf = (body: unknown): Exchange['sent'] =>
  typeof body === 'string' ? { kind: 'text', text: body } : { kind: body == null ? 'none' : 'form' }

type Fetch = (url: string, init?: RequestInit) => Promise<Response>

/** A `fetch` that notes every exchange, in order. The caller's stream is not held up: its bytes are noted as they pass. */
export function recordingFetch(fetch: Fetch): { readonly fetch: Fetch; exchanges(): readonly Exchange[] } {
  const begun: (() => Exchange)[] = []
  return {
    async fetch(url, init) {
      const response = await fetch(url, init)
      const pieces: Uint8Array[] = []
      begun.push(() => ({
        method: init?.method ?? 'GET',
        url,
        sentHeaders: new Headers(init?.headers),
        sent: sentOf(init?.body),
        status: response.status,
        headers: response.headers,
        bytes: Buffer.concat(pieces),
      }))
      if (!response.body) return response
      const noting = new TransformStream<Uint8Array, Uint8Array>({
        transform(piece, controller) {
          pieces.push(piece)
          controller.enqueue(piece)
        },
      })
      return new Response(response.body.pipeThrough(noting), response)
    },
    /** What has passed so far: all of it, once the call is over. */
    exchanges: () => begun.map((tell) => tell()),
  }
}
