import { createRouter } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { replicate } from '../src/index.ts'
import type { ReplicateConfig } from '../src/index.ts'

/** What was sent, in order. */
export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: unknown
  readonly signal: AbortSignal | undefined
}

type Answer = Response | object | ((sent: Sent) => Response | object | Promise<Response>)

/** A body that comes piece by piece, and then stays open until it is aborted. */
export const open =
  (...pieces: readonly string[]) =>
  ({ signal }: Sent): Response => {
    let at = 0
    const body = new ReadableStream({
      start(controller) {
        signal?.addEventListener('abort', () => controller.error(signal.reason))
      },
      pull(controller) {
        const piece = pieces[at++]
        return piece === undefined ? new Promise<void>(() => {}) : controller.enqueue(new TextEncoder().encode(piece))
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }

/** A whole stream of events. */
export const events = (text: string): Response =>
  new Response(text, { headers: { 'content-type': 'text/event-stream' } })

/** A router with Replicate alone, on a network that answers by `METHOD path`, each entry in its order and the last one again. */
export function world(answers: Readonly<Record<string, Answer | readonly Answer[]>>, config: ReplicateConfig = {}) {
  const sent: Sent[] = []
  const count = new Map<string, number>()
  const host = virtualHost({
    env: { REPLICATE_API_TOKEN: 'r8_test' },
    async fetch(url, init = {}) {
      const { method = 'GET', body } = init
      const one = {
        method,
        url,
        headers: new Headers(init.headers),
        body: typeof body === 'string' ? (JSON.parse(body) as unknown) : body,
        signal: init.signal ?? undefined,
      }
      sent.push(one)
      const { host: where, pathname } = new URL(url)
      const name = where === 'api.replicate.com' ? pathname.slice('/v1'.length) : `${where}${pathname}`
      const key = `${method} ${name}`
      const list = [answers[key] ?? new Response('{"detail":"not found"}', { status: 404 })].flat() as Answer[]
      const at = count.get(key) ?? 0
      count.set(key, at + 1)
      const chosen = list[Math.min(at, list.length - 1)]!
      const answer = typeof chosen === 'function' ? await chosen(one) : chosen
      return answer instanceof Response ? answer : Response.json(answer)
    },
  })
  const router = createRouter({ use: [replicate(config)], host })
  const did = (): readonly string[] =>
    sent.map(({ method, url }) => `${method} ${url.replace('https://api.replicate.com/v1', '')}`)
  return { router, host, sent, did }
}
