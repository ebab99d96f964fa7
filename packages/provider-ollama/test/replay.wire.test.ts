import { describeReplay } from '@llmrr/testing/replay'
import { ollama } from '../src/index.ts'

const absent = (value: unknown): boolean => value === undefined
const isWindow = (value: unknown): boolean => Object.keys((value ?? {}) as object).join() === 'num_ctx'

describeReplay(ollama, 'ollama', {
  options: (format) => (format === 'openai-chat' ? { api: 'openai' } : {}),
  outside: [{ at: /\/api\/embeddings$/, why: 'the older address for one text; vectors are asked for at /api/embed' }],
  costs: [{ at: /./, why: 'a machine of one’s own is paid for by nobody here; the cost of 0 is told by the adapter' }],
  tolerated: [
    {
      at: /^think$/,
      when: (recorded, ours) => absent(recorded) && ours === false,
      why: 'a model that thinks may say nothing where a schema is kept, so it is told not to',
    },
    {
      at: /^options(?:\.num_ctx)?$/,
      when: (recorded, ours) => absent(recorded) && (typeof ours === 'number' || isWindow(ours)),
      why: 'a prompt that is longer than the usual window asks for a larger one',
    },
    {
      at: /^messages\[\d+\]\.(?:reasoning_content|images)$/,
      when: (_, ours) => absent(ours),
      why: 'two clients send fields that the protocol of OpenAI does not have at Ollama',
    },
    {
      at: /^messages\[\d+\]\.tool_name$/,
      when: absent,
      why: 'a result is sent with the name of its tool',
    },
  ],
})
