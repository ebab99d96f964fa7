// #region example
import { createRouter, target } from '@llmrr/core'
import { groq } from '@llmrr/provider-groq'

const llm = createRouter({ use: [groq()] })
const answer = await llm.chat({
  model: target(groq, 'openai/gpt-oss-120b', { tools: ['browser_search'] }),
  prompt: 'What is new in Oslo today?',
  reasoning: 'low',
})
const sources = answer.parts.filter((part) => part.type === 'source')
console.log(answer.text, sources)
// #endregion example
