import { createRouter } from '@llmrr/core'
import { openai } from '@llmrr/provider-openai'

const llm = createRouter({ use: [openai()] })

// #region events
const stream = llm.stream({ prompt: 'Describe a heron in three sentences.', reasoning: 'low' })

for await (const event of stream) {
  switch (event.type) {
    case 'reasoning-delta':
      break
    case 'text-delta':
      process.stdout.write(event.text)
      break
    case 'finish':
      console.log('\n', event.reason, event.usage)
      break
  }
}
// #endregion events

// #region result
const answer = await stream.result()
console.log(answer.text.length > 0, answer.attempts.length, answer.cost?.source)
// #endregion result

// #region break
for await (const event of llm.stream({ prompt: 'Count to a million.' })) {
  if (event.type === 'text-delta') break // closes the connection
}
// #endregion break

// #region abort
const stop = new AbortController()
const long = llm.stream({ prompt: 'Count to a million.', signal: stop.signal }).result()
stop.abort()
await long.catch((error) => console.log(error.code))
// #endregion abort
