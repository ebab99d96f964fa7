import { createRouter } from '@llmrr/core'
import { openai } from '@llmrr/provider-openai'
import type { Message, Tool } from '@llmrr/core'

const llm = createRouter({ use: [openai()] })

// #region tools
const tools: Tool[] = [
  {
    name: 'water_level',
    description: 'The level of a river at a gauge, in metres.',
    input: {
      type: 'object',
      properties: { gauge: { type: 'string' } },
      required: ['gauge'],
      additionalProperties: false,
    },
  },
]
const messages: Message[] = [
  { role: 'user', content: 'Use water_level: how high is the Rhine at Cologne?' },
]

let answer = await llm.chat({ messages, tools })
while (answer.finishReason === 'tool-calls') {
  messages.push({ role: 'assistant', content: answer.parts })
  for (const call of answer.toolCalls) {
    const output = call.invalid ? `Not JSON: ${call.invalid}` : { metres: 3.42 }
    messages.push({
      role: 'tool',
      content: [{ type: 'tool-result', id: call.id, name: call.name, output }],
    })
  }
  answer = await llm.chat({ messages, tools })
}
console.log(answer.text)
// #endregion tools
