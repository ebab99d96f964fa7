import { createRouter } from '@llmrr/core'
import { groq } from '@llmrr/provider-groq'
import { openai } from '@llmrr/provider-openai'

// #region models
const llm = createRouter({ use: [openai(), groq()] })

const models = await llm.models({ capability: 'chat' })
const cheap = models.filter(
  ({ features, price }) => features?.includes('tools') && (price?.prices.input ?? 99) < 0.2,
)
for (const { provider, id, contextWindow, price } of cheap) {
  console.log(`${provider}/${id}`, contextWindow, price?.prices.input, price?.asOf)
}
// #endregion models

// #region live
const live = await llm.models({ provider: 'groq', live: true })
// #endregion live
console.log(live.length > 0)
