// #region example
import { createRouter, target } from '@llmrr/core'
import { fireworks } from '@llmrr/provider-fireworks'

const llm = createRouter({ use: [fireworks()] })
const answer = llm.stream({
  model: target(fireworks, 'accounts/fireworks/models/gpt-oss-120b', {
    grammar: 'root ::= "yes" | "no"',
    contextLengthExceededBehavior: 'error',
  }),
  prompt: 'Can a goldfish explain backpressure?',
  reasoning: 'low',
})
for await (const event of answer) {
  if (event.type === 'text-delta') console.log(event.text)
  if (event.type === 'x-performance') console.log(event.data)
}
// #endregion example
