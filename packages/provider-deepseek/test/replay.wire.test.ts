import { describeReplay } from '@llmrr/testing/replay'
import { deepseek } from '../src/index.ts'

describeReplay(deepseek, 'deepseek', {
  options: (format) => (format === 'openai-responses' ? { api: 'responses' } : {}),
  tolerated: [
    {
      at: /^thinking(?:\.type)?$/,
      when: (_, ours) => JSON.stringify(ours ?? '').includes('disabled'),
      why: 'a call that is forced is refused while the model thinks, so thinking is turned off',
    },
    {
      at: /\.reasoning_content$/,
      when: (recorded, ours) => recorded === undefined && ours === '',
      why: 'a turn that lacks its reasoning is refused once tools were called; an empty one is taken',
    },
  ],
})
