import type { ChatManner } from '../family/member.ts'
import { data } from '../http/sse.ts'
import { a, type Fields } from '../http/shape.ts'
import { failed } from './words.ts'

const fields: Fields = {
  model: { type: 'string', required: true },
  messages: { type: 'array', required: true },
  chat_template_kwargs: a.object,
  frequency_penalty: a.number,
  lora: a.string,
  max_tokens: { type: 'integer', min: 1 },
  max_completion_tokens: { type: 'integer', min: 1 },
  presence_penalty: a.number,
  reasoning_effort: { type: 'string', values: ['low', 'medium', 'high'] },
  repetition_penalty: a.number,
  response_format: {
    type: 'object',
    fields: {
      type: { type: 'string', required: true, values: ['text', 'json_object', 'json_schema'] },
      json_schema: a.object,
    },
  },
  seed: a.integer,
  stop: { type: ['string', 'array'] },
  stream: a.boolean,
  stream_options: a.object,
  temperature: { type: 'number', min: 0, max: 5 },
  tool_choice: { type: ['string', 'object'] },
  tools: a.array,
  top_k: a.integer,
  top_p: a.number,
}

/** Chat Completions as Workers AI has them. */
export const cloudflareChat: ChatManner = {
  fields,
  wholeToolCalls: false,
  nullContent: true,
  chunkTail: '',
  usageOnFinish: true,
  check() {},
  tooLong: (_model, tokens) => (tokens > 131_072 ? failed(413, 3006, 'Request is too large') : undefined),
  reasoning: ({ model, reasoning_effort: effort }) => (/gpt-oss/u.test(model) && effort ? 'shown' : 'none'),
  reasoningField: 'reasoning_content',
  reasoningDelta: (_, text) => ({ reasoning_content: text }),
  completionId: (state) => state.id('id-', 13),
  callId: (state) => state.id('chatcmpl-tool-', 32),
  extras: () => ({ reply: {}, first: {}, last: {} }),
  usageExtras: () => ({}),
  broken: () => [data({ error: { message: 'Internal server error', type: 'server_error', code: 'internal_error' } })],
  snapshot: (model) => model,
}
