import { describeReplay } from '@llmrr/testing/replay'
import { portkey } from '../src/index.ts'

describeReplay(portkey, 'portkey', {
  config: { baseURL: 'http://127.0.0.1:8787/v1', apiKey: 'recorded' },
  options: (format) =>
    format.includes('responses') ? { api: 'responses' } : format.includes('messages') ? { api: 'messages' } : {},
  outside: [{ at: /\/prompts\//, why: 'kept prompts are an extra, runPrompt' }],
  tolerated: [
    {
      at: /^model$/,
      when: (recorded, ours) => recorded === undefined && ours === 'any',
      why: 'the config of the request names the model; a replayed target must name one',
    },
    {
      at: /^input(?:\[0\])?$/,
      when: (recorded, ours) => typeof recorded === 'string' && JSON.stringify(ours) === JSON.stringify([recorded]),
      why: 'what is to be moderated is sent as a list, also where it is one text',
    },
  ],
})
