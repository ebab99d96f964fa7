// #region example
import { createRouter } from '@llmrr/core'
import { huggingface } from '@llmrr/provider-huggingface'

const llm = createRouter({ use: [huggingface()] })
const answer = await llm.chat({
  // The cheapest host that serves it; `:groq` would be that one.
  model: 'huggingface/openai/gpt-oss-120b:cheapest',
  prompt: 'Explain backpressure to a goldfish.',
  reasoning: 'low',
})
console.log(answer.text, answer.gateway?.provider)

const [label] = await llm.of(huggingface).classifyZeroShot({
  model: 'facebook/bart-large-mnli',
  text: answer.text,
  labels: ['fish', 'finance'],
})
console.log(label?.label)
// #endregion example
