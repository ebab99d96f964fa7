import { anthropic } from '@llmrr/provider-anthropic'
import { groq } from '@llmrr/provider-groq'
import { openai } from '@llmrr/provider-openai'
import { createRouter } from '@llmrr/core'

// #region fallback
const llm = createRouter({
  use: [groq(), anthropic(), openai()],
  routes: { fast: ['groq/openai/gpt-oss-20b', 'anthropic/claude-haiku-4-5', 'openai/gpt-6-luna'] },
})

const answer = await llm.chat({ model: 'fast', prompt: 'Name three rivers.' })

for (const { target, outcome, code, latencyMs } of answer.attempts) {
  console.log(`${target.provider}/${target.model}`, code ?? outcome, `${Math.round(latencyMs)} ms`)
}
// #endregion fallback
