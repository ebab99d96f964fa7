// #region example
import { createRouter } from '@llmrr/core'
import { openai } from '@llmrr/provider-openai'
import { portkey } from '@llmrr/provider-portkey'

const gateway = portkey({
  configs: {
    steady: {
      strategy: { mode: 'fallback', onStatusCodes: [429, 503] },
      retry: { attempts: 2 },
      targets: [{ provider: '@openai-prod' }, { provider: '@azure-prod' }],
    },
  },
  config: 'steady',
})
const llm = createRouter({
  use: [gateway, openai()],
  routes: { chat: ['portkey/gpt-5.4-mini', 'openai/gpt-5.4-mini'] },
})
const answer = await llm.chat({
  model: 'chat',
  prompt: 'Explain backpressure to a goldfish.',
  metadata: { plan: 'paid' },
})
console.log(answer.text, answer.gateway)
await llm.of(gateway).feedback({ traceId: answer.gateway?.traceId ?? '', value: 5 })
// #endregion example
