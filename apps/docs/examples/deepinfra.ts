// #region example
import { createRouter } from '@llmrr/core'
import { deepinfra } from '@llmrr/provider-deepinfra'

const llm = createRouter({ use: [deepinfra()] })
const answer = await llm.chat({
  model: 'deepinfra/deepseek-ai/DeepSeek-V4-Flash',
  prompt: 'Explain backpressure to a goldfish.',
  // A fifth cheaper, where it may wait.
  serviceTier: 'flex',
})
console.log(answer.text, answer.cost)

const documents = ['Goldfish swim in bowls.', 'A fish is no bicycle.', 'Cars need roads.']
const { ranking } = await llm.rerank({
  model: 'deepinfra',
  query: 'goldfish swim',
  documents,
  topN: 1,
})
console.log(documents[ranking[0]!.index])
// #endregion example
