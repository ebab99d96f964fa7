// #region quick-start
import { createRouter } from '@llmrr/core'
import { groq } from '@llmrr/provider-groq'
import { openai } from '@llmrr/provider-openai'

const llm = createRouter({ use: [groq(), openai()] })

const answer = await llm.chat({
  model: ['groq', 'openai'],
  prompt: 'Explain backpressure to a goldfish.',
})
console.log(answer.text)
console.log(answer.target, answer.usage, answer.cost)
// #endregion quick-start

// #region stream
for await (const event of llm.stream({ model: 'openai/gpt-6-luna', prompt: 'And to a shark?' })) {
  if (event.type === 'text-delta') process.stdout.write(event.text)
}
// #endregion stream
