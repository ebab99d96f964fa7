import { createRouter } from '@llmrr/core'
import { openai } from '@llmrr/provider-openai'

const llm = createRouter({ use: [openai()] })

// #region cost
const { usage, cost } = await llm.chat({ model: 'openai/gpt-6-luna', prompt: 'Name a river.' })

console.log(usage) // { input, cacheRead, output, reasoning, ... }, never overlapping
console.log(cost) // { usd, source: 'catalogue', asOf }, for all attempts of the call
// #endregion cost

// #region spent
const spent = new Map<string, number>()
llm.on('call:finish', ({ tags = [], cost }) => {
  for (const tag of tags) spent.set(tag, (spent.get(tag) ?? 0) + (cost?.usd ?? 0))
})

await llm.chat({ prompt: 'Name a lake.', tags: ['team-a'] })
await llm.chat({ prompt: 'Name a sea.', tags: ['team-a', 'batch'] })
console.log(spent)
// #endregion spent

// #region prices
import { addCosts, priceOf } from '@llmrr/core'

const models = await llm.models({ provider: 'openai' })
const luna = models.find(({ id }) => id === 'gpt-6-luna')
const once = priceOf({ input: 2000, output: 500 }, luna!.price!)
console.log(once, addCosts([once!, once!]))
// #endregion prices
