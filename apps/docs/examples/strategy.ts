import { groq } from '@llmrr/provider-groq'
import { openai } from '@llmrr/provider-openai'
// #region strategy
import { createRouter } from '@llmrr/core'
import type { Strategy } from '@llmrr/core'

/** Open weights first. */
const openWeights: Strategy = (candidates) =>
  candidates.toSorted(
    (a, b) => Number(b.info?.openWeights ?? false) - Number(a.info?.openWeights ?? false),
  )

const llm = createRouter({
  use: [openai(), groq()],
  routes: {
    open: { targets: ['openai/gpt-6-luna', 'groq/openai/gpt-oss-20b'], strategy: openWeights },
  },
})
const { target } = await llm.chat({ model: 'open', prompt: 'What is a heron?' })
console.log(target.provider)
// #endregion strategy
