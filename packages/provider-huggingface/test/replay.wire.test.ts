import { describeReplay } from '@llmrr/testing/replay'
import { huggingface } from '../src/index.ts'

describeReplay(huggingface, 'huggingface', {
  outside: [
    { at: /^\/nebius\/v1\/images\//, why: 'nebius has left the router' },
    { at: /^\/replicate\//, why: 'replicate queues pictures, and has a provider of its own' },
    { at: /zephyr-7b-beta-chat-completions/, why: 'it was sent without messages, as no request of ours can be' },
  ],
})
