import { resolveRequest } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { bedrock } from '../src/index.ts'
import type { ChatEvent, ChatRequest, Context, ResolvedChatRequest } from '@llmrr/core'
import type { BedrockConfig, BedrockOptions } from '../src/index.ts'

/** A request as it was sent. */
export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- the wire has no types here
  readonly body: any
}

const answer = {
  output: { message: { role: 'assistant', content: [{ text: 'Hello.' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
}

/** A context whose host answers with these replies in order (the last one again), and what it was sent. */
export function asked({
  replies = [() => Response.json(answer)],
  model = 'amazon.nova-pro-v1:0',
  options,
  env = { AWS_BEARER_TOKEN_BEDROCK: 'key', AWS_REGION: 'us-east-1' },
  stream = false,
}: {
  replies?: readonly (() => Response)[]
  model?: string
  options?: BedrockOptions
  env?: Record<string, string>
  stream?: boolean
} = {}) {
  const sent: Sent[] = []
  const warnings: string[] = []
  const host = virtualHost({
    env,
    fetch: async (url, init) => {
      const text = init?.body
      sent.push({
        method: init?.method ?? 'GET',
        url,
        headers: new Headers(init?.headers),
        body: typeof text === 'string' ? JSON.parse(text) : undefined,
      })
      return replies[Math.min(sent.length, replies.length) - 1]!()
    },
  })
  const context: Context = {
    signal: new AbortController().signal,
    target: { provider: 'bedrock', model, ...(options && { options }) },
    stream,
    attempt: 1,
    host,
    warn: (field) => void warnings.push(field),
  }
  return { context, sent, warnings, host }
}

/** What a chat request becomes on the wire, the warnings before it, and the events after it. */
export async function chat(request: ChatRequest, how: Parameters<typeof asked>[0] & { config?: BedrockConfig } = {}) {
  const { context, sent, warnings } = asked(how)
  const events: ChatEvent[] = []
  const provider = bedrock({ defaultChain: false, ...how.config })
  for await (const event of provider.chat(resolveRequest('chat', request) as ResolvedChatRequest, context)) {
    events.push(event)
  }
  return { ...(sent[0] as Sent), sent, warnings, events }
}
