import { createRouter } from '@llmrr/core'
import { groq } from '@llmrr/provider-groq'
import { openai } from '@llmrr/provider-openai'

const llm = createRouter({ use: [groq(), openai()], routes: { fast: ['groq', 'openai'] } })

// #region observe
llm.on('attempt:finish', ({ result }) =>
  console.log(result.target.provider, result.code ?? result.outcome),
)
llm.on('call:finish', ({ route, outcome, cost, overheadMs }) =>
  console.log(route, outcome, cost?.usd, overheadMs < 1000),
)
llm.on('breaker', ({ key, from, to }) => console.log(`${key}: ${from} -> ${to}`))

await llm.chat({ model: 'fast', prompt: 'Name a river.', tags: ['docs'] })
// #endregion observe
