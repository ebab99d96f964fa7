// #region example
import { createRouter, target } from '@llmrr/core'
import { anthropic } from '@llmrr/provider-anthropic'

const llm = createRouter({ use: [anthropic()] })
const answer = await llm.chat({
  model: target(anthropic, 'claude-sonnet-5-5', { tools: ['web_search'] }),
  prompt: 'What is new in Oslo today?',
  reasoning: 'low',
})
const sources = answer.parts.filter((part) => part.type === 'source')
console.log(answer.text, sources)
// #endregion example
