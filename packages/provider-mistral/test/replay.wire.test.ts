import { describeReplay } from '@llmrr/testing/replay'
import { mistral } from '../src/index.ts'

const isOwnId = (id: unknown): boolean => /^[A-Za-z0-9]{9}$/.test(String(id))

describeReplay(mistral, 'mistral', {
  tolerated: [
    {
      at: /^messages\[\d+\]\.prefix$/,
      when: (recorded, ours) => recorded === false && ours === undefined,
      why: 'an answer that is not to be continued is the default',
    },
    {
      at: /^messages\[\d+\]\.(?:tool_call_id|tool_calls\[\d+\]\.id)$/,
      when: (recorded, ours) => !isOwnId(recorded) && isOwnId(ours),
      why: 'a masked id; ids that are not nine letters and digits are made anew',
    },
    {
      at: /^tool_choice$/,
      when: (recorded, ours) => recorded === 'required' && ours === 'any',
      why: 'two words for the same',
    },
    {
      at: /^encoding_format$/,
      when: (recorded, ours) => recorded === 'float' && ours === undefined,
      why: 'numbers are the default',
    },
  ],
})
