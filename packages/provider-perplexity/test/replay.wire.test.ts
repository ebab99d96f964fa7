import { describeReplay } from '@llmrr/testing/replay'
import { perplexity } from '../src/index.ts'

describeReplay(perplexity, 'perplexity', {
  options: (format) => (format === 'openai-chat' ? { api: 'sonar' } : {}),
  tolerated: [
    {
      at: /^response_format\.json_schema\.(?:name|strict)$/,
      when: (recorded) => recorded === undefined,
      why: 'a schema is sent with its name and whether it is strict, which the service takes and does not need',
    },
  ],
})
