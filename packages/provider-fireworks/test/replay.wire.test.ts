import { describeReplay } from '@llmrr/testing/replay'
import { fireworks } from '../src/index.ts'

describeReplay(fireworks, 'fireworks', {
  outside: [{ at: /^\/fireworks-ai\//, why: 'asked of the router of Hugging Face, which has paths of its own' }],
})
