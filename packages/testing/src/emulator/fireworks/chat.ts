import { errorEvent } from '../family/chat-events.ts'
import type { ChatManner } from '../family/member.ts'
import { a, type Fields } from '../http/shape.ts'
import { refuse } from '../service.ts'
import { failed, failureOf, fireworksWords as words } from './words.ts'

/** Fields that chats and plain texts share. */
export const sampling: Fields = {
  model: { type: 'string', required: true },
  context_length_exceeded_behavior: { type: 'string', values: ['truncate', 'error'] },
  echo: a.boolean,
  echo_last: a.integer,
  frequency_penalty: { type: 'number', min: -2, max: 2 },
  ignore_eos: a.boolean,
  logit_bias: a.object,
  logprobs: { type: ['boolean', 'integer'] },
  max_completion_tokens: a.integer,
  max_tokens: a.integer,
  metadata: a.object,
  min_p: { type: 'number', min: 0, max: 1 },
  mirostat_lr: a.number,
  mirostat_target: a.number,
  n: { type: 'integer', min: 1, max: 128 },
  perf_metrics_in_response: a.boolean,
  prediction: a.any,
  presence_penalty: { type: 'number', min: -2, max: 2 },
  prompt_cache_isolation_key: a.string,
  prompt_cache_key: a.string,
  prompt_truncate_len: a.integer,
  raw_output: a.boolean,
  repetition_penalty: { type: 'number', min: 0, max: 2 },
  response_format: {
    type: 'object',
    fields: {
      type: { type: 'string', required: true, values: ['text', 'json_object', 'json_schema', 'grammar'] },
      json_schema: a.object,
      schema: a.object,
      grammar: a.string,
    },
  },
  return_token_ids: a.boolean,
  safe_tokenization: a.boolean,
  seed: a.integer,
  service_tier: a.string,
  speculation: a.any,
  stop: { type: ['string', 'array'] },
  stream: a.boolean,
  stream_options: a.object,
  temperature: { type: 'number', min: 0, max: 2 },
  top_k: { type: 'integer', min: 0, max: 100 },
  top_logprobs: { type: 'integer', min: 0, max: 5 },
  top_p: { type: 'number', min: 0, max: 1 },
  typical_p: { type: 'number', min: 0, max: 1 },
  user: a.string,
}

const fields: Fields = {
  ...sampling,
  messages: { type: 'array', required: true },
  function_call: a.any,
  functions: a.array,
  parallel_tool_calls: a.boolean,
  reasoning_effort: {
    type: ['string', 'boolean', 'integer'],
    values: ['none', 'low', 'medium', 'high', 'max'],
    min: 1,
  },
  reasoning_history: { type: 'string', values: ['disabled', 'interleaved', 'preserved'] },
  thinking: a.object,
  tool_choice: { type: ['string', 'object'] },
  tools: a.array,
}

const messageFields: Fields = {
  role: { type: 'string', required: true },
  content: { type: ['string', 'array'] },
  name: a.string,
  reasoning_content: a.string,
  tool_call_id: a.string,
  tool_calls: a.array,
  function_call: a.object,
}

const reasons = (model: string): boolean => /glm|kimi|deepseek|gpt-oss|minimax|qwen3/u.test(model)

/** Fireworks' Chat Completions. */
export const fireworksChat: ChatManner = {
  fields,
  messageFields,
  namedCallEnds: 'tool_calls',
  reasoningField: 'reasoning_content',
  check({ body }) {
    if (body.max_tokens != null && body.max_completion_tokens != null)
      refuse(failed(400, 'cannot specify both max_tokens and max_completion_tokens'))
    if (body.thinking && body.reasoning_effort != null)
      refuse(failed(400, 'cannot specify both thinking and reasoning_effort'))
    if (body.reasoning_effort === 'none' && body.model.includes('gpt-oss'))
      refuse(failed(400, 'reasoning_effort none is not supported by this model'))
    if (
      body.model.startsWith('accounts/') &&
      !/^accounts\/[\w-]+\/(?:models|routers|deployments)\/[\w.-]+(?:#.+)?$/u.test(body.model)
    )
      refuse(words.unknownModel(body.model))
  },
  // A prompt that is too long is one only where it is to be an error.
  tooLong: (_model, tokens) => (tokens > 131_072 ? failureOf(400, 'context_length_exceeded') : undefined),
  reasoning: ({ model, reasoning_effort: effort }) =>
    reasons(model) && effort !== 'none' && effort !== false ? 'shown' : 'none',
  completionId: (state) => `chatcmpl-${state.id('', 32)}`,
  callId: (state) => state.id('call_', 24),
  extras: ({ body }, { prompt_tokens: prompt }) => {
    const metrics = body.perf_metrics_in_response
      ? { perf_metrics: { 'prompt-tokens': String(prompt), 'server-time-to-first-token': '0.1' } }
      : {}
    return { reply: metrics, last: metrics }
  },
  usageExtras: ({ cached }) => ({ prompt_tokens_details: { cached_tokens: cached } }),
  broken: (code, requestId) => {
    const reply = failureOf(500, code, requestId)
    return [errorEvent(reply.json.error)]
  },
}
