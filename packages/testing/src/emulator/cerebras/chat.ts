import { responseFormat } from '../family/fields.ts'
import type { ChatManner } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, type Fields } from '../http/shape.ts'
import { data } from '../http/sse.ts'
import { refuse, type Call } from '../service.ts'
import { cerebrasWords, failed } from './words.ts'

/** Fields that chats and texts have in common. */
const sampling: Fields = {
  model: { type: 'string', required: true },
  frequency_penalty: { type: 'number', min: -2, max: 2 },
  logit_bias: a.object,
  n: { type: 'integer', min: 1 },
  presence_penalty: { type: 'number', min: -2, max: 2 },
  prompt_cache_key: a.string,
  reasoning_format: { type: 'string', values: ['none', 'parsed', 'text_parsed', 'raw', 'hidden'] },
  seed: a.integer,
  stop: { type: ['string', 'array'] },
  stream: a.boolean,
  stream_options: a.object,
  temperature: { type: 'number', min: 0, max: 2 },
  top_p: { type: 'number', min: 0, max: 1 },
  user: a.string,
}

const fields: Fields = {
  ...sampling,
  messages: { type: 'array', required: true },
  clear_thinking: a.boolean,
  disable_reasoning: a.boolean,
  logprobs: a.boolean,
  max_completion_tokens: { type: 'integer', min: -1 },
  max_tokens: { type: 'integer', min: -1 },
  min_completion_tokens: a.integer,
  min_tokens: a.integer,
  model_parameters: a.object,
  parallel_tool_calls: a.boolean,
  prediction: a.object,
  reasoning_effort: { type: 'string', values: ['none', 'low', 'medium', 'high'] },
  response_format: responseFormat,
  service_tier: { type: 'string', values: ['auto', 'default', 'flex', 'priority'] },
  tool_choice: { type: ['string', 'object'] },
  tools: a.array,
  top_logprobs: { type: 'integer', min: 0, max: 20 },
}

/** The body of `POST /completions`. */
export const completionFields: Fields = {
  ...sampling,
  prompt: { type: ['string', 'array'], required: true },
  best_of: a.integer,
  echo: a.boolean,
  grammar_root: a.string,
  logprobs: a.integer,
  max_tokens: a.integer,
  min_tokens: a.integer,
  return_raw_tokens: a.boolean,
  suffix: a.string,
}

const messageFields: Fields = {
  role: { type: 'string', required: true },
  content: { type: ['string', 'array'] },
  name: a.string,
  reasoning: a.string,
  tool_call_id: a.string,
  tool_calls: a.array,
}

const window = 131_072
const time = {
  queue_time: 0.001,
  prompt_time: 0.002,
  completion_time: 0.004,
  total_time: 0.01,
  created: 1_795_000_000.1,
}

const thinks = ({ model, reasoning_effort: effort, disable_reasoning: disabled }: Loose): boolean =>
  effort !== 'none' && disabled !== true && !/^(?:llama|qwen)/u.test(model)

/** Cerebras's Chat Completions: closed, and a stream ends with its last chunk. */
export const cerebrasChat: ChatManner = {
  fields,
  messageFields,
  wholeToolCalls: true,
  chunkTail: '"system_fingerprint":"fp_emulated",',
  usageOnFinish: 'only',
  endsSilently: true,
  namedCallEnds: 'tool_calls',
  check,
  tooLong: (_model, tokens) =>
    tokens > window
      ? failed(
          400,
          `Please reduce the length of the messages or completion. Current length is ${tokens} while limit is ${window}`,
          'context_length_exceeded',
        )
      : undefined,
  reasoning: (body) => {
    if (!thinks(body)) return 'none'
    if (body.reasoning_format === 'raw') return 'tagged'
    return body.reasoning_format === 'hidden' ? 'counted' : 'shown'
  },
  completionId: (state) => state.id('chatcmpl-', 32),
  callId: (state) => Buffer.from(state.id('', 9)).toString('hex').slice(0, 9),
  extras: () => ({
    reply: { system_fingerprint: 'fp_emulated', time_info: time },
    last: { time_info: time },
  }),
  usageExtras: ({ cached }, reasoning) => ({
    prompt_tokens_details: { cached_tokens: cached },
    completion_tokens_details: {
      accepted_prediction_tokens: 0,
      reasoning_tokens: reasoning,
      rejected_prediction_tokens: 0,
    },
  }),
  broken: (code) => {
    const { status, json } = cerebrasWords.failure(code === 'queue_exceeded' ? 429 : 500, code, '') as Loose
    return [data({ error: { ...json, id: 'e1' }, status_code: status })]
  },
}

function check({ body }: Call): void {
  const strict = new Set<boolean>((body.tools ?? []).map((tool: Loose) => tool.function?.strict === true))
  if (strict.size > 1)
    refuse(
      failed(
        422,
        "Tools with mixed values for 'strict' are not allowed. Please set all tools to 'strict: true' or 'strict: false'",
        'wrong_api_format',
      ),
    )
  const format = body.response_format?.json_schema
  if (format?.strict === true && format.schema?.additionalProperties !== false)
    refuse(failed(422, "Object fields require at least 'additionalProperties' set to false.", 'wrong_api_format'))
  const stop = body.stop ?? []
  if (Array.isArray(stop) && stop.length > 4)
    refuse(failed(422, 'At most 4 stop sequences may be given.', 'validation_error'))
  for (const [at, { role, content, reasoning }] of (body.messages as Loose[]).entries()) {
    if (role === 'developer' && !body.model.startsWith('gpt-oss'))
      refuse(failed(400, `messages.${at}.role: developer is unsupported`, 'wrong_api_format'))
    if (reasoning !== undefined && !body.model.startsWith('gpt-oss'))
      refuse(failed(400, `property 'messages.${at}.${role}.reasoning' is unsupported`, 'wrong_api_format'))
    const sees = body.model.startsWith('gemma')
    const foreign = (Array.isArray(content) ? content : []).find(
      ({ type }: Loose) => type !== 'text' && !(sees && (type === 'image_url' || type === 'image')),
    )
    if (foreign) refuse(failed(400, `messages.${at}.content: ${foreign.type} is unsupported`, 'wrong_api_format'))
  }
}
