import { describeReplay } from '@llmrr/testing/replay'
import { replicate } from '../src/index.ts'

describeReplay(replicate, 'replicate', {
  outside: [
    {
      at: /\/v1\/models(?:\?|$)/,
      why: 'the pages of all public models are an extra; the list of models is that of the official ones',
    },
  ],
  tolerated: [
    {
      at: /^stream$/,
      when: (recorded, ours) => recorded === true && ours === undefined,
      why: 'the field has had no effect since every run tells where its stream is',
    },
    {
      at: /^input\.prompt$/,
      when: (recorded) => recorded === undefined,
      why: 'a chat has a prompt; the recorded request had none, to be refused',
    },
  ],
})
