import { createRouter } from '@llmrr/core'
import { openai } from '@llmrr/provider-openai'

const llm = createRouter({ use: [openai()] })

// #region batch
const job = await llm.batch.submit({
  model: 'openai/gpt-6-luna',
  requests: ['Seine', 'Rhine'].map((river) => ({
    id: river,
    request: { prompt: `How long is the ${river}?` },
  })),
})
const kept = JSON.stringify(job) // plain JSON: another process can wait for it

const { items } = await llm.batch.wait(JSON.parse(kept))
for (const item of items)
  console.log(item.id, 'result' in item ? item.result.finishReason : item.error.code)
// #endregion batch
