import { describeReplay } from '@llmrr/testing/replay'
import { openrouter } from '../src/index.ts'

const absent = (value: unknown): boolean => value === undefined

describeReplay(openrouter, 'openrouter', {
  options: (format) => (format === 'openai-responses' ? { api: 'responses' } : {}),
  tolerated: [
    {
      at: /^reasoning_effort$/,
      when: (_, ours) => absent(ours),
      why: 'an effort stands in `reasoning`, of which `reasoning_effort` is the short form',
    },
    {
      at: /^reasoning$/,
      when: absent,
      why: 'an effort stands in `reasoning`, of which `reasoning_effort` is the short form',
    },
    {
      at: /^(?:response_format\.json_schema|tools\[\d+\])\.strict$/,
      when: (recorded, ours) => absent(recorded) && ours === false,
      why: 'not strict is the default',
    },
    {
      at: /^encoding_format$/,
      when: (recorded, ours) => recorded === 'float' && absent(ours),
      why: 'floats are the default',
    },
    { at: /^model$/, when: absent, why: 'a request without a model cannot be made here' },
    {
      at: /^messages\[\d+\]\.reasoning$/,
      when: (_, ours) => absent(ours),
      why: 'the details that go back say all that the text says',
    },
    {
      at: /^messages\[\d+\]\.(?:tool_calls\[\d+\]\.)?cache_control$/,
      when: (_, ours) => absent(ours),
      why: 'cache marks stand on the parts of a message, as documented',
    },
  ],
  costs: [
    { at: /^google\/gemini-2\.5-flash$/, why: 'a host counts tokens as written to a cache and as read from it' },
    { at: /^openai\/gpt-5\.1-codex-mini$/, why: 'reading a document costs extra' },
    {
      at: /^(?:deepseek\/deepseek-(?:v4-pro|chat-v3)|moonshotai|openai\/gpt-oss)/,
      why: 'each host has prices of its own',
    },
    { at: /^(?:x-ai\/grok-[34]|deepseek\/deepseek-chat)$/, why: 'it was gone when the list was read' },
    { at: /:exacto$/, why: 'a variant has hosts, and so prices, of its own' },
    { at: /^(?:Qwen|text-embedding)/, why: 'models of vectors are in no list with prices' },
  ],
})
