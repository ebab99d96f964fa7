import { createRouter } from '@llmrr/core'
import { openai } from '@llmrr/provider-openai'

// #region instances
const llm = createRouter({
  use: [openai(), openai({ id: 'openai-eu', region: 'eu', apiKey: () => 'read at each attempt' })],
})
console.log([...llm.providers.keys()])
// #endregion instances
