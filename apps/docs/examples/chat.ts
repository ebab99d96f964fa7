import { createRouter } from '@llmrr/core'
import { openai } from '@llmrr/provider-openai'
import type { Message } from '@llmrr/core'

const llm = createRouter({ use: [openai()] })

// #region turns
const messages: Message[] = [{ role: 'user', content: 'My name is Ada.' }]
const hello = await llm.chat({ system: 'Be brief.', messages })

// The parts of an answer are the next turn as they are: reasoning, signatures and all.
messages.push(
  { role: 'assistant', content: hello.parts },
  { role: 'user', content: 'What is my name?' },
)
const name = await llm.chat({ system: 'Be brief.', messages })
// #endregion turns

// #region image
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPhfDwACgwGA60e6kgAAAABJRU5ErkJggg=='
const seen = await llm.chat({
  prompt: [
    { type: 'text', text: 'What is in this picture?' },
    { type: 'media', mediaType: 'image/png', data: pixel },
  ],
})
// #endregion image

// #region settings
const short = await llm.chat({
  model: 'openai/gpt-6.1-sol',
  prompt: 'Why is the sky blue?',
  maxOutputTokens: 2000,
  reasoning: 'low',
})
// #endregion settings
console.log(name.finishReason, seen.finishReason, short.usage?.reasoning)
