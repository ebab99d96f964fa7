// #region example
import { createRouter, target } from '@llmrr/core'
import { openrouter } from '@llmrr/provider-openrouter'

const llm = createRouter({ use: [openrouter()] })
const { text, model, gateway, cost } = await llm.chat({
  model: target(openrouter, 'openai/gpt-5.4-mini', {
    models: ['anthropic/claude-haiku-4.5'],
    provider: { order: ['azure', 'openai'], dataCollection: 'deny' },
  }),
  prompt: 'Explain backpressure to a goldfish.',
})
// Which model answered, at which host, and what was billed.
console.log(text, model, gateway?.provider, cost)
// #endregion example
