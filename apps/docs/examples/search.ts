// #region search
import { createRouter, target } from '@llmrr/core'
import { groq } from '@llmrr/provider-groq'
import { openai } from '@llmrr/provider-openai'
import { perplexity } from '@llmrr/provider-perplexity'

const llm = createRouter({
  use: [perplexity(), openai(), groq()],
  routes: {
    // An answer that has searched, from whichever of three services is there.
    informed: [
      'perplexity/sonar',
      target(openai, 'gpt-5.4-mini', { tools: [{ type: 'web_search' }] }),
      target(groq, 'openai/gpt-oss-120b', { tools: ['browser_search'] }),
    ],
  },
})

// Pages alone, for a model or a program of your own to read.
const found = await llm.search({ model: 'perplexity', query: 'goldfish memory', maxResults: 3 })
for (const { title, url } of found.results) console.log(title, url)

const answer = await llm.chat({ model: 'informed', prompt: 'How long do goldfish remember?' })
const sources = answer.parts.filter((part) => part.type === 'source')
console.log(answer.target.provider, answer.text, sources.length)
// #endregion search
