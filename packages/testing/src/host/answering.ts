import { resolveRequest } from '@llmrr/core'
import { virtualHost } from './virtual-host.ts'
import type { ChatRequest, Context, Handler, Host, ResolvedChatRequest, Target } from '@llmrr/core'
import type { VirtualHostOptions } from './virtual-host.ts'

/** A request as it was sent. */
export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  /** JSON is parsed; a form and bytes are as they were. */
  readonly body: unknown
}

/**
 * A virtual host that gives these answers one after the other, the last one again and again, and what it was sent. A function
 * makes its `Response` each time; a `Response`, which can be read once, and bytes go as they are; anything else goes as JSON.
 */
export function answeringHost(answers: readonly unknown[], options: Omit<VirtualHostOptions, 'fetch'> = {}) {
  const sent: Sent[] = []
  const host = virtualHost({
    ...options,
    async fetch(url, init) {
      const { method = 'GET', headers, body } = init ?? {}
      sent.push({
        method,
        url,
        headers: new Headers(headers),
        body: typeof body === 'string' ? JSON.parse(body) : body,
      })
      const answer = answers[Math.min(sent.length, answers.length) - 1]
      if (typeof answer === 'function') return (answer as () => Response)()
      if (answer instanceof Response) return answer
      return answer instanceof Uint8Array ? new Response(answer as BodyInit) : Response.json(answer)
    },
  })
  return { host, sent }
}

/** What a handler gets beside its request, and the fields that it has warned of. */
export function handlerContext(host: Host, target: Target, stream = false) {
  const warnings: string[] = []
  const context: Context = {
    signal: new AbortController().signal,
    target,
    stream,
    attempt: 1,
    host,
    warn: (field) => void warnings.push(field),
  }
  return { context, warnings }
}

/** How `sentByChat` asks. */
export interface ChatSetting extends Omit<VirtualHostOptions, 'fetch'> {
  readonly model: string
  readonly options?: Target['options']
  /** Default `false`. */
  readonly stream?: boolean
  /** Default: an empty answer of Chat Completions. */
  readonly answer?: unknown
}

const nothing = { choices: [{ message: { content: '' }, finish_reason: 'stop' }] }

/** What the chat of a provider sends first for a request, and the fields that it warns of; the router would add those that `params` lacks. */
export async function sentByChat(
  provider: { readonly id: string; readonly chat: Handler<'chat'> },
  request: ChatRequest,
  { model, options, stream, answer = nothing, ...outside }: ChatSetting,
) {
  const { host, sent } = answeringHost([answer], outside)
  const { context, warnings } = handlerContext(host, { provider: provider.id, model, options }, stream)
  for await (const _ of provider.chat(resolveRequest('chat', request) as ResolvedChatRequest, context));
  const [first] = sent as [Sent & { readonly body: Record<string, unknown> }]
  return { ...first, warnings }
}
