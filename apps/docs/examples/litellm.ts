// #region example
import { createRouter, target } from '@llmrr/core'
import { litellm } from '@llmrr/provider-litellm'
import { openai } from '@llmrr/provider-openai'

const proxy = litellm()
const llm = createRouter({
  use: [proxy, openai()],
  routes: {
    chat: [
      target(litellm, 'gpt-5.4-mini', {
        tags: ['paid'],
        fallbacks: ['claude-haiku-5-5'],
        cache: { useCache: true, ttlSeconds: 600 },
      }),
      'openai/gpt-5.4-mini',
    ],
  },
})
const question = { model: 'chat', prompt: 'Explain backpressure to a goldfish.' } as const
const answer = await llm.chat(question)
console.log(answer.text, answer.gateway, answer.cost)
const again = await llm.chat(question)
console.log(again.gateway?.cache, again.cost?.usd)
const { key, maxBudget } = await llm
  .of(proxy)
  .createKey({ models: ['gpt-5.4-mini'], duration: '30d', maxBudget: 5 })
console.log(key.slice(0, 3), maxBudget)
// #endregion example
