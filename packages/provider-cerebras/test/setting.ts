import { createRouter } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { cerebras } from '../src/index.ts'
import type { ChatRequest } from '@llmrr/core'
import type { CerebrasConfig, CerebrasOptions } from '../src/index.ts'

const answer = { choices: [{ message: { content: 'Hello.' }, finish_reason: 'stop' }] }

/** A router whose every request is answered with this body, and what it was sent. */
export function answering(body: unknown = answer, config?: CerebrasConfig, env: Record<string, string> = {}) {
  const sent: { url: string; headers: Headers; body: Record<string, unknown> }[] = []
  const host = virtualHost({
    env: { CEREBRAS_API_KEY: 'csk-test', ...env },
    fetch: async (url, init) => {
      const text = (init?.body as string | undefined) ?? '{}'
      sent.push({ url, headers: new Headers(init?.headers), body: JSON.parse(text) as Record<string, unknown> })
      return Response.json(body)
    },
  })
  return { llm: createRouter({ use: [cerebras(config)], host }), sent }
}

/** What a request becomes on the wire, and the warnings before it. */
export async function wireOf(
  request: Omit<ChatRequest, 'model'>,
  {
    model = 'gpt-oss-120b',
    options,
    config,
    env,
  }: { model?: string; options?: CerebrasOptions; config?: CerebrasConfig; env?: Record<string, string> } = {},
) {
  const { llm, sent } = answering(answer, config, env)
  const target = { provider: 'cerebras', model, ...(options && { options }) }
  const { warnings } = await llm.chat({ ...request, model: target })
  return { ...sent[0]!, warnings: warnings.map(({ field }) => field) }
}
