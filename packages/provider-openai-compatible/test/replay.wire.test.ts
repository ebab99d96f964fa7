import { describeReplay } from '@llmrr/testing/replay'
import { openaiCompatible } from '../src/index.ts'

describeReplay(openaiCompatible, 'openai-compatible', {
  config: { baseURL: 'http://127.0.0.1:8080/v1', apiKey: 'recorded' },
  tolerated: [
    {
      at: /^messages\[\d+\]\.reasoning$/,
      when: (_, ours) => ours === undefined,
      why: 'one client sends earlier reasoning twice, under both names; once is enough',
    },
    {
      at: /^response_format\.json_schema\.strict$/,
      when: (recorded, ours) => recorded === undefined && ours === false,
      why: 'a schema that is not closed is said not to be strict',
    },
  ],
  options: (format) => (format.includes('responses') ? { api: 'responses' } : {}),
})
