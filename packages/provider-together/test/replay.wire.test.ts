import { describeReplay } from '@llmrr/testing/replay'
import { together } from '../src/index.ts'

const absent = (value: unknown): boolean => value === undefined

describeReplay(together, 'together', {
  tolerated: [
    {
      at: /^response_format$/,
      when: (recorded, ours) => absent(recorded) && ours === 'base64',
      why: 'pictures come as data',
    },
    { at: /^model$/, when: absent, why: 'a request without a model cannot be made here' },
    {
      at: /^tools\[\d+\]\.function\.description$/,
      when: absent,
      why: 'some hosts refuse a tool that is not described',
    },
    {
      at: /^tools\[\d+\]\.function\.strict$/,
      when: (_, ours) => absent(ours),
      why: 'left out, and the caller is told so',
    },
  ],
})
