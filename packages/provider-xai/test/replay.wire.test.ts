import { describeReplay } from '@llmrr/testing/replay'
import { xai } from '../src/index.ts'

const isAdded = (recorded: unknown): boolean => recorded === undefined

describeReplay(xai, 'xai', {
  options(format, { sent }) {
    if (format === 'openai-chat') return { api: 'chat' }
    if (format !== 'openai-responses') return {}
    // Keeping answers is what the service does unless told otherwise.
    return { api: 'responses', store: (sent as { store?: boolean } | undefined)?.store ?? true }
  },
  tolerated: [
    {
      at: /^store$/,
      when: (recorded, ours) => isAdded(recorded) && ours === true,
      why: 'keeping answers is the default of the service',
    },
    { at: /^include(?:\[\d+\])?$/, when: isAdded, why: 'encrypted reasoning is asked for, since answers are not kept' },
    {
      at: /^tools\[\d+\]\.strict$/,
      when: (recorded, ours) => isAdded(recorded) && ours === false,
      why: 'schemas are not meant strictly unless asked',
    },
    {
      at: /^parallel_tool_calls$/,
      when: (recorded, ours) => recorded === false && isAdded(ours),
      why: 'of no meaning without tools',
    },
    { at: /^messages\[\d+\]\.metadata$/, why: "a client's own notes, which the service passes over" },
    {
      at: /^tool_choice$/,
      when: (recorded) => (recorded as { type?: string } | undefined)?.type === 'tool',
      why: 'a named tool in the words of another service, which this one passes over',
    },
  ],
  costs: [{ at: /^grok-(?:code-fast|4-fast)/, why: 'retired; no price list of today has it' }],
})
