import { describeReplay } from '@llmrr/testing/replay'
import { replicate } from '../src/index.ts'

describeReplay(replicate, 'replicate', {
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
