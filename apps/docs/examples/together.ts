// #region example
import { createRouter, target } from '@llmrr/core'
import { together } from '@llmrr/provider-together'

const llm = createRouter({ use: [together()] })
const { text } = await llm.chat({
  model: target(together, 'openai/gpt-oss-120b', { regex: '(yes|no), because .+' }),
  prompt: 'Can a goldfish explain backpressure?',
  reasoning: 'low',
})
const { images } = await llm.image({
  model: 'together/black-forest-labs/FLUX.1-schnell',
  prompt: text,
  size: '1024x768',
  steps: 4,
})
console.log(text, images[0]?.mediaType)
// #endregion example
