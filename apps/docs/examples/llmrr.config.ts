// #region config
import { defineConfig } from '@llmrr/cli'
import { groq } from '@llmrr/provider-groq'
import { openai } from '@llmrr/provider-openai'

export default defineConfig({
  use: [groq(), openai()],
  routes: { fast: ['groq/openai/gpt-oss-20b', 'openai/gpt-6-luna'] },
  default: 'fast',
})
// #endregion config
