// #region example
import { createRouter, target } from '@llmrr/core'
import { cohere } from '@llmrr/provider-cohere'

const llm = createRouter({ use: [cohere()] })
const documents = [
  { id: 'menu', data: { title: 'Menu', text: 'Soup is 5, pie is 7. Open till nine.' } },
]
const answer = await llm.chat({
  model: target(cohere, 'command-a-03-2025', { documents }),
  prompt: 'What is the pie?',
})
for (const part of answer.parts) {
  if (part.type !== 'text') continue
  for (const { start, end, sourceId } of part.citations ?? [])
    console.log(part.text.slice(start, end), sourceId)
}
// #endregion example
