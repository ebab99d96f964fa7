// #region example
import { createRouter } from '@llmrr/core'
import { mistral } from '@llmrr/provider-mistral'

const llm = createRouter({ use: [mistral()] })
const menu = {
  type: 'media',
  mediaType: 'application/pdf',
  url: 'https://example.org/menu.pdf',
} as const
// The text as Markdown, page by page, without any model's opinion.
const { pages } = await llm.ocr({ model: 'mistral/mistral-ocr-latest', document: menu })
const { text, cost } = await llm.chat({
  model: 'mistral/mistral-small-latest',
  prompt: [{ type: 'text', text: 'What is the cheapest soup?' }, menu],
  reasoning: 'high',
})
console.log(pages.length, text, cost)
// #endregion example
