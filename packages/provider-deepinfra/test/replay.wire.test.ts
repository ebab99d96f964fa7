import { describeReplay } from '@llmrr/testing/replay'
import { deepinfra } from '../src/index.ts'

describeReplay(deepinfra, 'deepinfra', {
  costs: [{ at: /^meta-llama\/Meta-Llama-3-8B/, why: 'the model of the recording is no longer in the price list' }],
})
