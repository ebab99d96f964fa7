// #region example
import { createRouter, target } from '@llmrr/core'
import { xai } from '@llmrr/provider-xai'

const llm = createRouter({ use: [xai()] })
const answer = await llm.chat({
  model: target(xai, 'grok-4.3', {
    tools: [{ type: 'web_search' }, { type: 'x_search' }],
    maxTurns: 3,
  }),
  prompt: 'What do people say about goldfish this week?',
  reasoning: 'low',
})
const pages = answer.parts.filter((part) => part.type === 'source')
const { images, cost } = await llm.image({
  model: 'xai/grok-imagine-image',
  prompt: `A poster for this: ${answer.text}`,
  aspectRatio: '3:4',
})
console.log(answer.text, pages.length, answer.cost, images[0]?.mediaType, cost?.usd)
// #endregion example
