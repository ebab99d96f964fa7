// #region example
import { createRouter } from '@llmrr/core'
import { vertex } from '@llmrr/provider-vertex'

// With a key alone, in express mode. In a project: vertex({ project: 'my-project', location: 'eu' })
const llm = createRouter({ use: [vertex()] })
const answer = await llm.chat({
  model: ['vertex/gemini-3.5-flash', 'vertex/gemini-3.1-flash-lite'],
  prompt: 'What is backpressure?',
  metadata: { team: 'search' },
})
console.log(answer.text, answer.target.model, answer.cost)
// #endregion example
