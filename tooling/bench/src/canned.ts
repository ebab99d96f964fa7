import { reply } from './wire.ts'

/** A `fetch` that answers from memory. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** Answers the reply. */
export const cannedReply: Fetch = async () =>
  new Response(reply, { headers: { 'content-type': 'application/json', 'x-request-id': 'req_bench' } })

/** Answers a stream of the chunks, each handed out when it is asked for. */
export const cannedStream =
  (chunks: readonly Uint8Array[]): Fetch =>
  async () => {
    let next = 0
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const chunk = chunks[next++]
          if (chunk) controller.enqueue(chunk)
          else controller.close()
        },
      },
      { highWaterMark: 0 },
    )
    return new Response(body, { headers: { 'content-type': 'text/event-stream', 'x-request-id': 'req_bench' } })
  }
