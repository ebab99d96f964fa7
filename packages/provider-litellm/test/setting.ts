import { createRouter } from '@llmrr/core'
import { answeringHost, sentByChat } from '@llmrr/testing/host'
import { litellm } from '../src/index.ts'
import type { ChatRequest } from '@llmrr/core'
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
  const init = { status, headers }
  return answeringHost([() => (typeof body === 'string' ? new Response(body, init) : Response.json(body, init))], {
    env,
  })
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
  const { headers, ...sent } = await sentByChat(litellm(config), request, { model, options, env, answer: reply })
  return { ...sent, headers: Object.fromEntries(headers) }
}

/** A router over a proxy that answers this, and what it was asked. */
export function routed(answer: Answer, config: LiteLLMConfig = own) {
  const { host, sent } = answering(answer)
  return { host, llm: createRouter({ use: [litellm(config)], host }), sent }
}
