import { responseFormat } from '../family/fields.ts'
import type { ChatManner } from '../family/member.ts'
import { a, type Fields } from '../http/shape.ts'
import { data } from '../http/sse.ts'
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
  response_format: responseFormat,
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
  nullContent: true,
  usageOnFinish: true,
  reasoningField: 'reasoning_content',
  tooLong: (_model, tokens) => (tokens > 131_072 ? failed(413, 3006, 'Request is too large') : undefined),
  reasoning: ({ model, reasoning_effort: effort }) => (/gpt-oss/u.test(model) && effort ? 'shown' : 'none'),
  completionId: (state) => state.id('id-', 13),
  callId: (state) => state.id('chatcmpl-tool-', 32),
  broken: () => [data({ error: { message: 'Internal server error', type: 'server_error', code: 'internal_error' } })],
}
