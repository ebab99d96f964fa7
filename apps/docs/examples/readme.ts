// #region ten-lines
import { createRouter } from '@llmrr/core'
import { groq } from '@llmrr/provider-groq'
import { openai } from '@llmrr/provider-openai'

const llm = createRouter({
  use: [groq(), openai()],
  routes: { fast: ['groq/openai/gpt-oss-20b', 'openai/gpt-6-luna'] },
})
const answer = await llm.chat({ model: 'fast', prompt: 'Explain backpressure to a goldfish.' })
console.log(answer.text, answer.cost)
// #endregion ten-lines

// #region fallback
for (const { target, outcome, code, latencyMs } of answer.attempts) {
  console.log(`${target.provider}/${target.model}`, code ?? outcome, latencyMs)
}
// #endregion fallback

// #region stream
const stream = llm.stream({ model: 'fast', prompt: 'And to a shark?' })
for await (const event of stream) {
  if (event.type === 'text-delta') process.stdout.write(event.text)
}
const { usage, finishReason } = await stream.result()
// #endregion stream
console.log(usage, finishReason)
