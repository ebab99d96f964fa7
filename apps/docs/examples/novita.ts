// #region example
import { createRouter, target } from '@llmrr/core'
import { novita } from '@llmrr/provider-novita'

const llm = createRouter({ use: [novita()] })
const answer = await llm.chat({
  model: 'novita/deepseek/deepseek-v4-flash',
  prompt: 'Explain backpressure to a goldfish.',
})
console.log(answer.text, answer.cost)

const { videos } = await llm.video({
  // What only a model has goes into `input`.
  model: target(novita, 'wan-2.5-t2v-preview', { input: { parameters: { prompt_extend: false } } }),
  prompt: 'A goldfish turns round, slowly.',
  size: '1280x720',
  durationSeconds: 5,
})
console.log(videos[0]?.mediaType, videos[0]?.url)
// #endregion example
