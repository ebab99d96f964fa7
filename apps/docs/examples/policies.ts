import { openai } from '@llmrr/provider-openai'
// #region policies
import { breaker, cache, createRouter, fallback, retry, timeouts } from '@llmrr/core'

const llm = createRouter({
  use: [openai()],
  policies: [
    cache({ scope: ({ scope }) => scope, ttlMs: 60_000 }),
    retry({ attempts: 3 }),
    fallback(),
    breaker(),
    timeouts({ firstEventMs: 10_000 }),
  ],
})
// #endregion policies

// #region cache
const first = await llm.chat({ prompt: 'What is a heron?', scope: 'tenant-1' })
const second = await llm.chat({ prompt: 'What is a heron?', scope: 'tenant-1' })
console.log(first.cached, second.cached, second.cost)
// #endregion cache
