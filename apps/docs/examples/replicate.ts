// #region example
import { createRouter, target } from '@llmrr/core'
import { replicate } from '@llmrr/provider-replicate'

const llm = createRouter({ use: [replicate()] })
const schnell = target(replicate, 'black-forest-labs/flux-schnell', { input: { go_fast: true } })
const { images, cost } = await llm.image({
  model: schnell,
  prompt: 'A goldfish that explains backpressure',
})
console.log(images[0]?.url, cost?.usd)
// #endregion example
