import { describeReplay } from '@llmrr/testing/replay'
import { cohere } from '../src/index.ts'

describeReplay(cohere, 'cohere', {
  outside: [
    {
      at: /\/compatibility\//,
      why: "Cohere's OpenAI-compatible surface is served by the OpenAI provider with its base URL",
    },
    { at: /\/v1\/chat$/, why: 'the chat of version 1 is an API of its own, which the service has replaced' },
  ],
})
