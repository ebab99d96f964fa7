// #region example
import { createRouter, target } from '@llmrr/core'
import { google } from '@llmrr/provider-google'

const llm = createRouter({ use: [google()] })
const answer = await llm.chat({
  model: target(google, 'gemini-3.8-flash', { tools: ['googleSearch'] }),
  prompt: 'What is new in Oslo today?',
  reasoning: 'low',
})
for (const part of answer.parts) {
  if (part.type !== 'text') continue
  for (const { start, end, url } of part.citations ?? [])
    console.log(part.text.slice(start, end), url)
}
// #endregion example
