import type { ChatManner } from '../family/member.ts'
import { a, type Fields } from '../http/shape.ts'
import { data } from '../http/sse.ts'
import { failed } from './words.ts'

const fields: Fields = {
  model: a.string,
  messages: { type: 'array', required: true },
  cache_prompt: a.boolean,
  chat_template_kwargs: a.object,
  frequency_penalty: a.number,
  grammar: a.string,
  id_slot: a.integer,
  ignore_eos: a.boolean,
  logit_bias: { type: ['object', 'array'] },
  logprobs: a.boolean,
  max_completion_tokens: a.integer,
  max_tokens: a.integer,
  min_p: { type: 'number', min: 0, max: 1 },
  n: { type: 'integer', min: 1 },
  parallel_tool_calls: a.boolean,
  presence_penalty: a.number,
  reasoning_budget: a.integer,
  reasoning_effort: a.string,
  reasoning_format: { type: 'string', values: ['none', 'deepseek', 'auto'] },
  repeat_penalty: a.number,
  response_format: {
    type: 'object',
    fields: {
      type: { type: 'string', required: true, values: ['text', 'json_object', 'json_schema'] },
      json_schema: a.object,
      schema: a.object,
    },
  },
  seed: a.integer,
  stop: { type: ['string', 'array'] },
  stream: a.boolean,
  stream_options: a.object,
  temperature: a.number,
  tool_choice: a.string,
  tools: a.array,
  top_k: a.integer,
  top_logprobs: a.integer,
  top_p: a.number,
}

const window = 131_072

/** Chat Completions as llama.cpp has them, with a model that thinks when its template says so. */
export const compatibleChat: ChatManner = {
  fields,
  nullContent: true,
  chunkTail: '"system_fingerprint":"b10499-emulated",',
  reasoningField: 'reasoning_content',
  tooLong: (_model, tokens) =>
    tokens > window
      ? failed(
          400,
          `request (${tokens} tokens) exceeds the available context size (${window} tokens)`,
          'exceed_context_size_error',
          {
            n_prompt_tokens: tokens,
            n_ctx: window,
          },
        )
      : undefined,
  reasoning: ({ chat_template_kwargs: template, reasoning_format: format }) =>
    template?.enable_thinking !== true ? 'none' : format === 'none' ? 'tagged' : 'shown',
  completionId: (state) => `chatcmpl-${state.id('', 32)}`,
  callId: (state) => state.id('', 32),
  extras: (_, { prompt_tokens: prompt, completion_tokens: completion }) => {
    const timings = { prompt_n: prompt, predicted_n: completion, prompt_ms: prompt, predicted_ms: completion * 10 }
    return { reply: { system_fingerprint: 'b10499-emulated', timings }, last: { timings } }
  },
  usageExtras: ({ cached }) => (cached > 0 ? { prompt_tokens_details: { cached_tokens: cached } } : {}),
  broken: () => [data(failed(500, 'Internal error', 'server_error').json)],
  snapshot: (model) => model ?? 'default',
}
