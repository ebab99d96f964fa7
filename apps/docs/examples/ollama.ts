// #region example
import { createRouter, target } from '@llmrr/core'
import { ollama } from '@llmrr/provider-ollama'
import type { Message, Tool } from '@llmrr/core'

const llm = createRouter({ use: [ollama()] })
const model = target(ollama, 'qwen3:4b', { keepAlive: '30m' })
const tools: Tool[] = [
  {
    name: 'price_of',
    description: 'The price of a fish, in euros.',
    input: { type: 'object', properties: { fish: { type: 'string' } }, required: ['fish'] },
  },
]
const messages: Message[] = [{ role: 'user', content: 'Call price_of. What is a goldfish?' }]
const first = await llm.chat({ model, messages, tools })
messages.push(
  { role: 'assistant', content: first.parts },
  {
    role: 'tool',
    content: first.toolCalls.map(({ id, name }) => ({
      type: 'tool-result',
      id,
      name,
      output: '3.42',
    })),
  },
)
const answer = await llm.chat({ model, messages, tools })
console.log(answer.text, answer.cost?.usd)

const { embeddings, usage } = await llm.embed({ model: 'ollama', input: ['goldfish'] })
console.log(embeddings[0]?.length, usage)
// #endregion example
