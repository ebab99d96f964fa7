import type { ChatManner } from '../family/member.ts'
import { a, type Fields } from '../http/shape.ts'
import { data } from '../http/sse.ts'
import { refuse } from '../service.ts'
import { failed } from './words.ts'

const fields: Fields = {
  model: { type: 'string', required: true },
  messages: { type: 'array', required: true },
  chat_template_kwargs: a.object,
  frequency_penalty: { type: 'number', min: -2, max: 2 },
  logprobs: a.boolean,
  max_tokens: { type: 'integer', min: 1 },
  min_p: { type: 'number', min: 0, max: 1 },
  n: { type: 'integer', min: 1, max: 4 },
  presence_penalty: { type: 'number', min: -2, max: 2 },
  prompt_cache_key: a.string,
  reasoning: a.object,
  reasoning_effort: { type: 'string', values: ['none', 'low', 'medium', 'high', 'xhigh'] },
  repetition_penalty: { type: 'number', min: 0.01, max: 5 },
  response_format: {
    type: 'object',
    fields: {
      type: { type: 'string', required: true, values: ['text', 'json_object', 'json_schema', 'regex'] },
      json_schema: a.object,
      regex: a.string,
    },
  },
  seed: a.integer,
  service_tier: { type: 'string', values: ['default', 'priority', 'flex'] },
  stop: { type: ['string', 'array'] },
  stream: a.boolean,
  stream_options: a.object,
  temperature: { type: 'number', min: 0, max: 2 },
  tool_choice: { type: ['string', 'object'] },
  tools: a.array,
  top_k: { type: 'integer', min: 0 },
  top_logprobs: { type: 'integer', min: 1, max: 20 },
  top_p: { type: 'number', min: 0, max: 1 },
  user: a.string,
}

/** Chat Completions as DeepInfra has them; every usage says what it cost. */
export const deepinfraChat: ChatManner = {
  fields,
  nullContent: true,
  usageOnFinish: true,
  reasoningField: 'reasoning_content',
  check({ body }) {
    if (body.tools?.length && /Llama-2|gemma-2/u.test(body.model))
      refuse(failed(405, `Tool calling is not supported for model: ${body.model}`))
  },
  tooLong: (_model, tokens) => (tokens > 131_072 ? failed(400, 'maximum context length exceeded') : undefined),
  reasoning: ({ model, reasoning_effort: effort }) =>
    /DeepSeek|gpt-oss|Qwen3/u.test(model) && effort && effort !== 'none' ? 'shown' : 'none',
  completionId: (state) => `chatcmpl-${state.id('', 24)}`,
  callId: (state) => state.id('call_', 24),
  extras: ({ body }) => ({ reply: body.service_tier ? { service_tier: body.service_tier } : {} }),
  usageExtras: ({ prompt_tokens: prompt, completion_tokens: completion, cached }, reasoning) => ({
    estimated_cost: (prompt * 0.1 + completion * 0.2) / 1e6,
    prompt_tokens_details: { cached_tokens: cached },
    ...(reasoning > 0 && { completion_tokens_details: { reasoning_tokens: reasoning } }),
  }),
  broken: () => [data(failed(500, 'Internal server error').json)],
}
