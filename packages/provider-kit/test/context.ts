import { virtualHost } from '@llmrr/testing/host'
import type { Context, Host } from '@llmrr/core'

/** What a handler gets, with the warnings kept. */
export function contextOf({
  host = virtualHost(),
  options,
  stream = false,
  signal = new AbortController().signal,
  model = 'm',
}: { host?: Host; options?: Record<string, unknown>; stream?: boolean; signal?: AbortSignal; model?: string } = {}) {
  const warnings: string[] = []
  const context: Context = {
    signal,
    target: { provider: 'acme', model, ...(options && { options }) },
    stream,
    attempt: 1,
    host,
    warn: (field) => void warnings.push(field),
  }
  return { context, warnings }
}

/** What was sent: JSON bodies parsed, forms as lists of their fields. */
export interface Sent {
  readonly method: string
  readonly url: string
  readonly body: unknown
}

/** A host that gives these answers, one after the other, and what it was sent. */
export function answering(...answers: readonly (Response | object | string)[]) {
  const sent: Sent[] = []
  const host = virtualHost({
    fetch: async (url, init) => {
      const { body, method = 'GET' } = init ?? {}
      const read =
        body instanceof FormData
          ? [...body.entries()].map(([name, value]) => [
              name,
              value instanceof File ? `${value.name} (${value.type}, ${value.size})` : value,
            ])
          : typeof body === 'string'
            ? (JSON.parse(body) as unknown)
            : body
      const answer = answers[sent.push({ method, url, body: read }) - 1] ?? {}
      return answer instanceof Response
        ? answer
        : typeof answer === 'string'
          ? new Response(answer, { headers: { 'content-type': 'text/event-stream' } })
          : Response.json(answer)
    },
  })
  return { host, sent }
}

/** Everything that an iterable gives. */
export async function gather<T>(events: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const event of events) all.push(event)
  return all
}
