// #region example
import { createRouter } from '@llmrr/core'
import { deepseek } from '@llmrr/provider-deepseek'

const service = deepseek()
const llm = createRouter({ use: [service] })
const { text, cost } = await llm.chat({
  model: 'deepseek/deepseek-flash',
  prompt: 'Prove to a goldfish that there are infinitely many primes.',
  reasoning: 'high',
})
// What stands between the two is filled in.
const filled = await llm.complete({
  model: 'deepseek/deepseek-v4-pro',
  prompt: 'function isPrime(n: number): boolean {',
  suffix: '}',
  maxOutputTokens: 200,
})
const { balances } = await llm.of(service).balance()
console.log(text, filled.text, cost, balances[0]?.total)
// #endregion example
