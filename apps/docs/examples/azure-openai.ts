// #region example
import { createRouter } from '@llmrr/core'
import { azureOpenAI } from '@llmrr/provider-azure-openai'

// Deployments have names of your own: tell which model each of them serves.
const azure = azureOpenAI({ deployments: { prod: 'gpt-5.4', spare: 'claude-haiku-4-5' } })
const llm = createRouter({ use: [azure] })
const answer = await llm.chat({
  model: ['azure-openai/prod', 'azure-openai/spare'],
  prompt: 'Explain backpressure to a goldfish.',
  reasoning: 'low',
})
console.log(answer.text, answer.target.model, answer.cost?.usd)
// #endregion example
