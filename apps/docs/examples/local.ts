// #region local
import { createRouter, target } from '@llmrr/core'
import { groq } from '@llmrr/provider-groq'
import { ollama } from '@llmrr/provider-ollama'
import { openaiCompatible } from '@llmrr/provider-openai-compatible'

const llm = createRouter({
  use: [ollama(), openaiCompatible({ id: 'rack', server: 'llama.cpp' }), groq()],
  routes: {
    chat: [
      // Loading takes longer than most answers: it stays for half an hour.
      target(ollama, 'qwen3:4b', { keepAlive: '30m', contextWindow: 16_384 }),
      'rack/qwen3-8b',
      'groq/openai/gpt-oss-20b',
    ],
  },
})
const answer = await llm.chat({ model: 'chat', prompt: 'Explain backpressure to a goldfish.' })
console.log(answer.target.provider, answer.cost?.usd)
// #endregion local
