import { resolveRequest } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { fireworks } from '../src/index.ts'
import type { ChatRequest, Context, ResolvedChatRequest } from '@llmrr/core'
import type { FireworksConfig, FireworksOptions } from '../src/index.ts'

/** A host that answers every request with this body, and what it was sent. */
export function answering(body: unknown, env: Record<string, string> = { FIREWORKS_API_KEY: 'fw_test' }) {
  const sent: { url: string; headers: Headers; body: unknown }[] = []
  const host = virtualHost({
    env,
    fetch: async (url, init) => {
      const text = init?.body
      sent.push({ url, headers: new Headers(init?.headers), body: typeof text === 'string' ? JSON.parse(text) : text })
      return Response.json(body)
    },
  })
  return { host, sent }
}

const empty = { choices: [{ message: { content: '' }, finish_reason: 'stop' }] }

/** What a request becomes on the wire, and the warnings before it. */
export async function bodyOf(
  request: ChatRequest,
  {
    model = 'accounts/fireworks/models/glm-5p2',
    config,
    options,
    env,
  }: { model?: string; config?: FireworksConfig; options?: FireworksOptions; env?: Record<string, string> } = {},
) {
  const { host, sent } = answering(empty, env)
  const warnings: string[] = []
  const context: Context = {
    signal: new AbortController().signal,
    target: { provider: 'fireworks', model, ...(options && { options }) },
    stream: false,
    attempt: 1,
    host,
    warn: (field) => void warnings.push(field),
  }
  const resolved = resolveRequest('chat', request) as ResolvedChatRequest
  for await (const _ of fireworks(config).chat(resolved, context));
  const [{ url, headers, body }] = sent as [{ url: string; headers: Headers; body: Record<string, unknown> }]
  return { url, headers, body, warnings }
}
