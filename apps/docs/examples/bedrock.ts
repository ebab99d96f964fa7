// #region example
import { createRouter, target } from '@llmrr/core'
import { bedrock } from '@llmrr/provider-bedrock'

const llm = createRouter({ use: [bedrock({ region: 'eu-central-1' })] })
const careful = { guardrail: { id: 'abc123', version: '2' } }
const answer = await llm.chat({
  // Where Europe is short of capacity, America answers.
  model: [
    target(bedrock, 'eu.anthropic.claude-sonnet-4-6', careful),
    target(bedrock, 'us.anthropic.claude-sonnet-4-6', { ...careful, region: 'us-east-1' }),
  ],
  prompt: 'What is a circuit breaker?',
  reasoning: 'low',
})
console.log(answer.target.model, answer.text, answer.cost)
// #endregion example
