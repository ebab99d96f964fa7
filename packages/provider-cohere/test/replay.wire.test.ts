import { describeReplay } from '@llmrr/testing/replay'
import { cohere } from '../src/index.ts'

describeReplay(cohere, 'cohere', {
  tolerated: [
    {
      at: /^input_type$/,
      when: (recorded) => recorded === undefined,
      why: 'newer models must be told what a text is for',
    },
    {
      at: /^(?:temperature|p|k|frequency_penalty|presence_penalty)$/,
      when: (recorded, ours) => typeof recorded === 'number' && [0, 0.01, 0.99, 1, 500].includes(ours as number),
      why: 'numbers are brought within the bounds of the service, and the caller is told so',
    },
    {
      at: /^thinking$/,
      when: (recorded, ours) => (recorded as { type?: string })?.type === 'disabled' && ours === undefined,
      why: 'a model that does not think need not be told not to',
    },
    {
      at: /^tools\[\d+\]\.function\.parameters$/,
      when: (recorded) => recorded === undefined,
      why: 'a tool without parameters says that it has none',
    },
  ],
  outside: [
    {
      at: /\/compatibility\//,
      why: "Cohere's OpenAI-compatible surface is served by the OpenAI provider with its base URL",
    },
    { at: /\/v1\/chat$/, why: 'the chat of version 1 is an API of its own, which the service has replaced' },
  ],
})
