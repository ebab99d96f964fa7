import { createRouter, resolveRequest } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { litellm } from '../src/index.ts'
import type { ChatRequest, Context, ResolvedChatRequest } from '@llmrr/core'
import type { LiteLLMConfig, LiteLLMOptions } from '../src/index.ts'

/** A proxy of one's own. */
export const own = { baseURL: 'http://127.0.0.1:4000', apiKey: 'sk-own' } as const

/** What the proxy answers: a body, or a status and headers with it. */
export interface Answer {
  readonly body: unknown
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** A host that answers every request with this, and what it was sent. */
export function answering({ body, status = 200, headers = {} }: Answer, env: Record<string, string> = {}) {
  const sent: { method: string; url: string; headers: Headers; body: unknown }[] = []
  const host = virtualHost({
    env,
    fetch: async (url, init) => {
      const text = init?.body
      sent.push({
        method: init?.method ?? 'GET',
        url,
        headers: new Headers(init?.headers),
        body: typeof text === 'string' ? JSON.parse(text) : text,
      })
      return typeof body === 'string'
        ? new Response(body, { status, headers })
        : Response.json(body, { status, headers })
    },
  })
  return { host, sent }
}

/** A chat's answer in the words of the wire. */
export const reply = { choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }] }

interface Setup {
  readonly config?: LiteLLMConfig
  readonly options?: LiteLLMOptions
  readonly model?: string
  readonly env?: Record<string, string>
}

/** What a request becomes on the wire, and the warnings before it. */
export async function bodyOf(request: ChatRequest, { config = own, options, model = 'fast', env }: Setup = {}) {
  const { host, sent } = answering({ body: reply }, env)
  const warnings: string[] = []
  const context: Context = {
    signal: new AbortController().signal,
    target: { provider: 'litellm', model, ...(options && { options }) },
    stream: false,
    attempt: 1,
    host,
    warn: (field) => void warnings.push(field),
  }
  const resolved = resolveRequest('chat', request) as ResolvedChatRequest
  for await (const _ of litellm(config).chat(resolved, context));
  const { url, headers, body } = sent[0]!
  return { url, headers: Object.fromEntries(headers), body: body as Record<string, unknown>, warnings }
}

/** A router over a proxy that answers this, and what it was asked. */
export function routed(answer: Answer, config: LiteLLMConfig = own) {
  const { host, sent } = answering(answer)
  return { host, llm: createRouter({ use: [litellm(config)], host }), sent }
}
