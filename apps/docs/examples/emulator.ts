// #region emulator
import { createRouter } from '@llmrr/core'
import { groq } from '@llmrr/provider-groq'
import { openai } from '@llmrr/provider-openai'
import { startEmulator } from '@llmrr/testing/emulator'

const emulator = await startEmulator({
  faults: [{ service: 'openai', status: 429, retryAfter: 1 }],
})
const llm = createRouter({
  use: [
    openai({ baseURL: emulator.baseURL('openai'), apiKey: emulator.key('openai') }),
    groq({ baseURL: emulator.baseURL('groq'), apiKey: emulator.key('groq') }),
  ],
})
const answer = await llm.chat({
  model: ['openai/gpt-5.4-mini', 'groq/openai/gpt-oss-20b'],
  prompt: 'Hello',
})
// What arrived: service, method, path, query, headers, body, aborted.
console.log(answer.target, emulator.requests.length)
await emulator.close()
// #endregion emulator
