import { anthropic } from '@llmrr/provider-anthropic'
import { groq } from '@llmrr/provider-groq'
import { openai } from '@llmrr/provider-openai'
// #region routes
import { cheapest, createRouter, pipe, sticky, target, weighted } from '@llmrr/core'

const llm = createRouter({
  use: [openai(), anthropic(), groq()],
  routes: {
    // A list: tried in this order.
    fast: ['groq/openai/gpt-oss-20b', 'openai/gpt-6-luna'],
    // One in ten calls goes to the new model; the other is the fallback either way.
    canary: {
      targets: [
        target(openai, 'gpt-6.1-sol', {}, { weight: 9 }),
        target(openai, 'gpt-6.1-terra', {}, { weight: 1 }),
      ],
      strategy: weighted(),
    },
    // The lowest expected price; a conversation stays where its prompt cache is.
    thrifty: {
      targets: ['openai/gpt-6-luna', 'anthropic/claude-haiku-4-5', 'groq/openai/gpt-oss-120b'],
      strategy: pipe(cheapest(), sticky()),
    },
    // Routes in routes are tiers: the second is for when the first can not be asked.
    default: [
      'fast',
      {
        targets: ['anthropic/claude-sonnet-5'],
        on: ['rate-limit', 'overloaded', 'server', 'timeout'],
      },
    ],
  },
})

await llm.chat({ prompt: 'Goes to the route named default.' })
await llm.chat({ model: 'thrifty', prompt: 'What is a heron?', session: 'chat-4711' })
await llm.chat({ model: 'anthropic', prompt: 'Goes to the default model of one provider.' })
// #endregion routes

// #region options
const careful = target(openai, 'gpt-6.1-sol', {
  store: false,
  raw: { headers: { 'x-team': 'herons' } },
})
const answer = await llm.chat({ model: [careful, 'groq'], prompt: 'What is a heron?' })
// #endregion options
console.log(answer.target.model)
