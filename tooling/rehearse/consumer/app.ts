import { createRouter } from '@llmrr/core'
import { openai } from '@llmrr/provider-openai'

const llm = createRouter({ use: [openai()] })
const prompt = 'Explain backpressure to a goldfish.'
const answer = await llm.chat({ model: 'openai', prompt })
let streamed = ''
for await (const event of llm.stream({ model: 'openai', prompt })) {
  if (event.type === 'text-delta') streamed += event.text
}
console.log(
  JSON.stringify({
    text: answer.text,
    streamed,
    usage: answer.usage,
    attempts: answer.attempts.length,
  }),
)
