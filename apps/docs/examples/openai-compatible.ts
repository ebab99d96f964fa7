// #region example
import { createRouter } from '@llmrr/core'
import { groq } from '@llmrr/provider-groq'
import { openaiCompatible } from '@llmrr/provider-openai-compatible'

const rack = openaiCompatible({
  server: 'vllm',
  models: [
    {
      id: 'qwen3-8b',
      capabilities: ['chat'],
      price: {
        prices: { input: 0.02, output: 0.06 },
        source: 'an hour of the rack',
        asOf: '2026-11-01',
      },
      source: 'vllm serve',
      asOf: '2026-11-01',
    },
  ],
})
const llm = createRouter({
  use: [rack, groq()],
  routes: { chat: ['openai-compatible/qwen3-8b', 'groq/openai/gpt-oss-20b'] },
})
const answer = await llm.chat({ model: 'chat', prompt: 'Explain backpressure to a goldfish.' })
console.log(answer.target.provider, answer.text, answer.cost)
// #endregion example
