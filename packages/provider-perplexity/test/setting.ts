import { createRouter } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { perplexity } from '../src/index.ts'
import type { ChatRequest } from '@llmrr/core'
import type { PerplexityConfig, PerplexityOptions } from '../src/index.ts'

/** One exchange: what was asked, once it was. */
export interface Sent {
  readonly method: string
  readonly url: string
  readonly body: Record<string, unknown>
}

/** A router whose requests are answered with these bodies, one after the other, and what it was sent. */
export function answering(bodies: readonly unknown[], config?: PerplexityConfig) {
  const sent: Sent[] = []
  const host = virtualHost({
    env: { PERPLEXITY_API_KEY: 'pplx-test' },
    fetch: async (url, init) => {
      const body = JSON.parse((init?.body as string | undefined) ?? '{}') as Record<string, unknown>
      sent.push({ method: init?.method ?? 'GET', url, body })
      const answer = bodies[sent.length - 1]
      return answer instanceof Uint8Array ? new Response(answer as BodyInit) : Response.json(answer)
    },
  })
  const plugin = perplexity(config)
  return { llm: createRouter({ use: [plugin], host }), plugin, sent, host }
}

const agent = { id: 'r', status: 'completed', output: [{ type: 'message', content: [{ text: 'Hello.' }] }] }
const sonar = { choices: [{ message: { content: 'Hello.' }, finish_reason: 'stop' }] }

/** What a request becomes on the wire, and the warnings before it. */
export async function wireOf(
  request: Omit<ChatRequest, 'model'>,
  { model = 'perplexity/sonar', options }: { readonly model?: string; readonly options?: PerplexityOptions } = {},
) {
  const { llm, sent } = answering([{ ...agent, ...sonar }])
  const target = { provider: 'perplexity', model, ...(options && { options }) }
  const { warnings } = await llm.chat({ ...request, model: target })
  return { ...sent[0]!, warnings: warnings.map(({ field }) => field) }
}
