import { resolveRequest } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { openrouter } from '../src/index.ts'
import type { ChatRequest, Context, ResolvedChatRequest } from '@llmrr/core'
import type { OpenRouterConfig, OpenRouterOptions } from '../src/index.ts'

/** A host that answers every request with this body, and what it was sent. */
export function answering(
  body: unknown,
  {
    env = { OPENROUTER_API_KEY: 'key_test' },
    headers = {},
  }: { env?: Record<string, string>; headers?: Record<string, string> } = {},
) {
  const sent: { url: string; headers: Headers; body: unknown }[] = []
  const host = virtualHost({
    env,
    fetch: async (url, init) => {
      const text = init?.body
      sent.push({ url, headers: new Headers(init?.headers), body: typeof text === 'string' ? JSON.parse(text) : text })
      return Response.json(body, { headers })
    },
  })
  return { host, sent }
}

const empty = { choices: [{ message: { content: '' }, finish_reason: 'stop' }] }

/** What a request becomes on the wire, and the warnings before it. */
export async function bodyOf(
  request: ChatRequest,
  {
    model = 'openai/gpt-5.4-mini',
    config,
    options,
    env,
    stream = false,
  }: {
    model?: string
    config?: OpenRouterConfig
    options?: OpenRouterOptions
    env?: Record<string, string>
    stream?: boolean
  } = {},
) {
  const { host, sent } = answering(empty, env && { env })
  const warnings: string[] = []
  const context: Context = {
    signal: new AbortController().signal,
    target: { provider: 'openrouter', model, ...(options && { options }) },
    stream,
    attempt: 1,
    host,
    warn: (field) => void warnings.push(field),
  }
  const resolved = resolveRequest('chat', request) as ResolvedChatRequest
  for await (const _ of openrouter(config).chat(resolved, context));
  const [{ url, headers, body }] = sent as [{ url: string; headers: Headers; body: Record<string, unknown> }]
  return { url, headers, body, warnings }
}
