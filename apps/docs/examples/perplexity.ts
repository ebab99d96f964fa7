// #region example
import { createRouter, target } from '@llmrr/core'
import { perplexity } from '@llmrr/provider-perplexity'

const llm = createRouter({ use: [perplexity()] })
const search = { domains: ['example.com'], recency: 'month' } as const
const answer = await llm.chat({
  model: target(perplexity, 'openai/gpt-5.6-luna', { tools: ['web_search'], search }),
  prompt: 'What is new about goldfish?',
})
const source = answer.parts.find((part) => part.type === 'source')
console.log(answer.text, source?.url, answer.cost)
// Pages alone, without a model.
const { results } = await llm.search({ model: 'perplexity', query: 'goldfish', maxResults: 3 })
console.log(results.length, results[0]?.url)
// #endregion example
