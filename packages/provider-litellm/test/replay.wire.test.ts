import { describeReplay } from '@llmrr/testing/replay'
import { litellm } from '../src/index.ts'

describeReplay(litellm, 'litellm', {
  config: { baseURL: 'http://127.0.0.1:4000', apiKey: 'recorded' },
  options: (format) =>
    format.includes('responses') ? { api: 'responses' } : format.includes('messages') ? { api: 'messages' } : {},
  outside: [
    {
      at: /\/v1\/models(?:\?|$)/,
      why: 'the list is taken from /model_group/info, which tells prices and features as well',
    },
  ],
  costs: [{ at: /./, why: 'the proxy has prices of its own, those of whoever runs it' }],
})
