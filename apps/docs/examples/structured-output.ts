import { createRouter } from '@llmrr/core'
import { openai } from '@llmrr/provider-openai'

const llm = createRouter({ use: [openai()] })

// #region output
interface River {
  name: string
  kilometres: number
}

const answer = await llm.chat<River>({
  prompt: 'The longest river of Europe.',
  output: {
    schema: {
      type: 'object',
      properties: { name: { type: 'string' }, kilometres: { type: 'integer' } },
      required: ['name', 'kilometres'],
      additionalProperties: false,
    },
  },
})
console.log(answer.output?.name, answer.output?.kilometres)
// #endregion output
