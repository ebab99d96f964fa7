import { responseFormat } from '../family/fields.ts'
import type { ChatManner } from '../family/member.ts'
import { a, type Fields } from '../http/shape.ts'
import { data } from '../http/sse.ts'
import { failed } from './words.ts'

const fields: Fields = {
  model: { type: 'string', required: true },
  messages: { type: 'array', required: true },
  enable_thinking: a.boolean,
  frequency_penalty: { type: 'number', min: -2, max: 2 },
  logit_bias: a.object,
  logprobs: a.boolean,
  max_tokens: { type: 'integer', min: 1 },
  min_p: { type: 'number', min: 0, max: 1 },
  n: { type: 'integer', min: 1, max: 128 },
  presence_penalty: { type: 'number', min: -2, max: 2 },
  reasoning_effort: a.string,
  repetition_penalty: { type: 'number', min: 0, max: 2 },
  response_format: responseFormat,
  seed: a.integer,
  separate_reasoning: a.boolean,
  stop: { type: ['string', 'array'] },
  stream: a.boolean,
  stream_options: a.object,
  temperature: { type: 'number', min: 0, max: 2 },
  tool_choice: { type: ['string', 'object'] },
  tools: a.array,
  top_k: { type: 'integer', min: 1, max: 128 },
  top_logprobs: { type: 'integer', min: 0, max: 20 },
  top_p: { type: 'number', min: 0, max: 1 },
}

/** Chat Completions as Novita has them. */
export const novitaChat: ChatManner = {
  fields,
  nullContent: true,
  chunkTail: '"system_fingerprint":"",',
  reasoningField: 'reasoning_content',
  tooLong: (_model, tokens) =>
    tokens > 131_072 ? failed(400, 'INVALID_REQUEST_BODY', 'maximum context length is 131072 tokens') : undefined,
  reasoning: ({ enable_thinking: thinking, reasoning_effort: effort }) =>
    thinking === true || (effort && effort !== 'none') ? 'shown' : 'none',
  completionId: (state) => `chatcmpl-${state.id('', 32)}`,
  callId: (state) => state.id('call_', 24),
  extras: () => ({ reply: { system_fingerprint: '' } }),
  usageExtras: ({ cached }, reasoning) => ({
    prompt_tokens_details: { audio_tokens: 0, cached_tokens: cached },
    completion_tokens_details: { audio_tokens: 0, reasoning_tokens: reasoning },
  }),
  broken: () => [data({ error: { message: 'It did not work.', type: 'server_error', code: 500 } })],
}
