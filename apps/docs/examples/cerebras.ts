// #region example
import { createRouter } from '@llmrr/core'
import { cerebras } from '@llmrr/provider-cerebras'

const llm = createRouter({ use: [cerebras()] })
const stream = llm.stream({
  model: 'cerebras/gpt-oss-120b',
  prompt: 'Count the bones of a goldfish.',
  reasoning: 'low',
  maxOutputTokens: 500,
})
for await (const event of stream) if (event.type === 'x-performance') console.log(event.data)
const { text, limits } = await stream.result()
console.log(text, limits?.['tokens'])
// #endregion example
