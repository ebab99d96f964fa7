import { createRouter } from '@llmrr/core'
import { openai } from '@llmrr/provider-openai'

const llm = createRouter({ use: [openai()] })

// #region catch
import { isLLMError } from '@llmrr/core'

try {
  await llm.chat({ model: 'openai/gpt-does-not-exist', prompt: 'Hello?' })
} catch (error) {
  if (isLLMError(error, 'rate-limit', 'overloaded'))
    console.log(`try again in ${error.retryAfterMs} ms`)
  else if (isLLMError(error)) console.log(error.code, error.retry, error.status, error.message)
  else throw error
}
// #endregion catch

// #region committed
try {
  for await (const event of llm.stream({ prompt: 'Describe a heron.' })) {
    if (event.type === 'text-delta') process.stdout.write(event.text)
  }
} catch (error) {
  if (!isLLMError(error) || !error.committed) throw error
  const shown = error.partial?.map((part) => (part.type === 'text' ? part.text : '')).join('')
  console.log('\ncut after', shown?.length, 'characters:', error.code)
}
// #endregion committed

// #region warnings
const answer = await llm.chat({ model: 'openai/gpt-6-luna', prompt: 'Hello?', topK: 40 })
for (const { field, why } of answer.warnings) console.log(field, why)

await llm
  .chat({ model: 'openai/gpt-6-luna', prompt: 'Hello?', topK: 40, strict: true })
  .catch((error) => {
    console.log(error.code)
  })
// #endregion warnings
