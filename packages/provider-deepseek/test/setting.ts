import { createRouter } from '@llmrr/core'
import { virtualHost } from '@llmrr/testing/host'
import { deepseek } from '../src/index.ts'
import type { ChatRequest } from '@llmrr/core'
import type { DeepSeekConfig, DeepSeekOptions } from '../src/index.ts'

const usage = { prompt_tokens: 1_000_000, completion_tokens: 1_000_000, prompt_cache_hit_tokens: 0 }
const answer = { choices: [{ message: { content: 'Hello.' }, finish_reason: 'stop' }], usage }

/** A router whose every request is answered with this body, and what it was sent. */
export function answering(body: unknown = answer, { config, now }: { config?: DeepSeekConfig; now?: number } = {}) {
  const sent: { url: string; body: Record<string, unknown> }[] = []
  const host = virtualHost({
    env: { DEEPSEEK_API_KEY: 'sk-test' },
    ...(now !== undefined && { now }),
    fetch: async (url, init) => {
      sent.push({ url, body: JSON.parse((init?.body as string | undefined) ?? '{}') as Record<string, unknown> })
      return Response.json(body)
    },
  })
  const plugin = deepseek(config)
  return { llm: createRouter({ use: [plugin], host }), plugin, sent }
}

/** What a request becomes on the wire, and the warnings before it. */
export async function wireOf(
  request: Omit<ChatRequest, 'model'>,
  {
    model = 'deepseek-flash',
    options,
    config,
  }: { model?: string; options?: DeepSeekOptions; config?: DeepSeekConfig } = {},
) {
  const { llm, sent } = answering(answer, { ...(config && { config }) })
  const target = { provider: 'deepseek', model, ...(options && { options }) }
  const { warnings } = await llm.chat({ ...request, model: target })
  return { ...sent[0]!, warnings: warnings.map(({ field }) => field) }
}
