import { createRouter } from '@llmrr/core'
import { answeringHost, sentByChat } from '@llmrr/testing/host'
import { portkey } from '../src/index.ts'
import type { ChatRequest } from '@llmrr/core'
import type { PortkeyConfig, PortkeyOptions } from '../src/index.ts'

/** A gateway of one's own. */
export const own = { baseURL: 'http://127.0.0.1:8787/v1' } as const

/** What the gateway answers: a body, or a status and headers with it. */
export interface Answer {
  readonly body: unknown
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** A host that answers every request with this, and what it was sent. */
export const answering = ({ body, status = 200, headers = {} }: Answer, env: Record<string, string> = {}) =>
  answeringHost([() => Response.json(body, { status, headers })], { env })

/** A chat's answer in the words of the wire. */
export const reply = { choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }] }

/** What a request becomes on the wire, and the warnings before it. */
export async function bodyOf(
  request: ChatRequest,
  {
    config = own,
    options,
    model = 'gpt-5.4-mini',
    env,
  }: { config?: PortkeyConfig; options?: PortkeyOptions; model?: string; env?: Record<string, string> } = {},
) {
  const { headers, ...sent } = await sentByChat(portkey(config), request, { model, options, env, answer: reply })
  return { ...sent, headers: Object.fromEntries(headers) }
}

/** A router over a gateway that answers this, and what it was asked. */
export function routed(answer: Answer, config: PortkeyConfig = own) {
  const { host, sent } = answering(answer)
  return { host, llm: createRouter({ use: [portkey(config)], host }), sent }
}
