// #region vision
import { readFile } from 'node:fs/promises'
import { createRouter } from '@llmrr/core'
import { anthropic } from '@llmrr/provider-anthropic'
import { google } from '@llmrr/provider-google'
import { openai } from '@llmrr/provider-openai'

const llm = createRouter({
  use: [openai(), anthropic(), google()],
  routes: { eyes: ['openai/gpt-6-luna', 'anthropic/claude-haiku-5-5', 'google/gemini-3.5-flash'] },
})
const picture = await readFile(new URL('heron.png', import.meta.url))
const answer = await llm.chat({
  model: 'eyes',
  prompt: [
    { type: 'text', text: 'Which animal is this, and is the sun up?' },
    { type: 'media', mediaType: 'image/png', data: picture.toString('base64') },
  ],
  output: {
    schema: {
      type: 'object',
      properties: { animal: { type: 'string' }, sun: { type: 'boolean' } },
      required: ['animal', 'sun'],
      additionalProperties: false,
    },
  },
})
console.log(answer.target.provider, answer.output, answer.cost)
// #endregion vision
