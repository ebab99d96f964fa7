// #region example
import { createRouter, target } from '@llmrr/core'
import { cloudflare } from '@llmrr/provider-cloudflare'

const llm = createRouter({ use: [cloudflare()] })
const answer = await llm.chat({
  // Requests of one session find more of their prompt in the cache.
  model: target(cloudflare, '@cf/openai/gpt-oss-120b', { sessionAffinity: 'goldfish-7' }),
  prompt: 'Explain backpressure to a goldfish.',
  reasoning: 'low',
})
console.log(answer.text, answer.cost)

const { images } = await llm.image({
  model: 'cloudflare',
  prompt: 'A goldfish, woodcut.',
  steps: 4,
})
console.log(images[0]?.mediaType)
// #endregion example
