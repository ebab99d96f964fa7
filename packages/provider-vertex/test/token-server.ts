import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request that came to a token server. */
export interface Asked {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** A form as its fields, JSON parsed. */
  readonly body: Readonly<Record<string, unknown>>
}

/** A loopback server that answers by path. What it does not know is a 404. */
export async function startTokenServer(answers: {
  readonly [path: string]: (asked: Asked, count: number) => { readonly status?: number; readonly body: unknown }
}) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const piece of request) text += String(piece)
    const path = request.url!.split('?')[0]!
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const body = text.startsWith('{')
      ? (JSON.parse(text) as Record<string, unknown>)
      : Object.fromEntries(new URLSearchParams(text))
    const one = { path, headers, body }
    asked.push(one)
    const answer = answers[path]?.(one, asked.filter((other) => other.path === path).length)
    response.writeHead(answer ? (answer.status ?? 200) : 404, {
      'metadata-flavor': 'Google',
      'content-type': typeof answer?.body === 'string' ? 'text/plain' : 'application/json',
    })
    response.end(typeof answer?.body === 'string' ? answer.body : JSON.stringify(answer?.body ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    asked,
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
