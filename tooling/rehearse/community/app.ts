import { createRouter } from '@llmrr/core'
import { openai } from '@llmrr/provider-openai'
import { blueHeron } from '@marsh/llmrr-provider-blue-heron'

const llm = createRouter({
  use: [openai(), blueHeron()],
  routes: { birds: ['openai', 'blue-heron'] },
})
const answer = await llm.chat({ model: 'birds', prompt: 'Explain backpressure to a goldfish.' })
console.log(
  JSON.stringify({
    text: answer.text,
    attempts: answer.attempts.map(({ target, code }) => [target.provider, code ?? 'ok']),
  }),
)
