// #region example
import { createRouter, target } from '@llmrr/core'
import { openai } from '@llmrr/provider-openai'

const llm = createRouter({ use: [openai()] })
const answer = await llm.chat({
  model: target(openai, 'gpt-6.1-sol', { tools: [{ type: 'web_search' }] }),
  prompt: 'What is new in Oslo today?',
  reasoning: { effort: 'low', summary: true },
})
const sources = answer.parts.filter((part) => part.type === 'source')
console.log(answer.text, sources)
// #endregion example
