import { createRouter } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { xai } from '../src/index.ts'
import type { ChatRequest } from '@llmrr/core'
import type { XAIConfig, XAIOptions } from '../src/index.ts'

const said = { type: 'message', id: 'm', role: 'assistant', content: [{ type: 'output_text', text: 'Hello.' }] }
/** An answer of either API. */
export const answer = {
  object: 'response',
  status: 'completed',
  output: [said],
  choices: [{ message: { content: 'Hello.' }, finish_reason: 'stop' }],
}

/** A router whose requests are answered with these bodies, the last of them again and again, and what it was sent. */
export function answering(bodies: readonly unknown[] = [answer], config?: XAIConfig) {
  const sent: { url: string; headers: Headers; body: Record<string, unknown> }[] = []
  const host = virtualHost({
    env: { XAI_API_KEY: 'xai-test' },
    fetch: async (url, init) => {
      const text = typeof init?.body === 'string' ? init.body : '{}'
      sent.push({ url, headers: new Headers(init?.headers), body: JSON.parse(text) as Record<string, unknown> })
      return Response.json(bodies[Math.min(sent.length, bodies.length) - 1])
    },
  })
  const plugin = xai(config)
  return { llm: createRouter({ use: [plugin], host }), plugin, sent, host }
}

/** What a request becomes on the wire, and the warnings before it. */
export async function wireOf(
  request: Omit<ChatRequest, 'model'>,
  { model = 'grok-4.3', options, config }: { model?: string; options?: XAIOptions; config?: XAIConfig } = {},
) {
  const { llm, sent } = answering([answer], config)
  const target = { provider: 'xai', model, ...(options && { options }) }
  const { warnings } = await llm.chat({ ...request, model: target })
  const [{ url, ...rest }] = sent as [(typeof sent)[number]]
  return { ...rest, url, path: new URL(url).pathname, warnings: warnings.map(({ field }) => field) }
}
