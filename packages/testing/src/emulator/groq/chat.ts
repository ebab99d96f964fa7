import { responseFormat } from '../family/fields.ts'
import type { ChatManner } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, type Fields } from '../http/shape.ts'
import { named } from '../http/sse.ts'
import { refuse, type Call } from '../service.ts'
import { failed, failureOf } from './words.ts'

const fields: Fields = {
  model: { type: 'string', required: true },
  messages: { type: 'array', required: true },
  citation_options: a.string,
  compound_custom: a.object,
  disable_tool_validation: a.boolean,
  documents: a.array,
  exclude_domains: a.array,
  frequency_penalty: { type: 'number', min: -2, max: 2 },
  function_call: a.any,
  functions: a.array,
  include_domains: a.array,
  include_reasoning: a.boolean,
  logit_bias: a.object,
  logprobs: a.boolean,
  max_completion_tokens: { type: 'integer', min: 1 },
  max_tokens: { type: 'integer', min: 1 },
  n: { type: 'integer', min: 1, max: 1 },
  parallel_tool_calls: a.boolean,
  presence_penalty: { type: 'number', min: -2, max: 2 },
  reasoning_effort: { type: 'string', values: ['none', 'default', 'low', 'medium', 'high'] },
  reasoning_format: { type: 'string', values: ['hidden', 'raw', 'parsed'] },
  response_format: responseFormat,
  search_settings: a.object,
  seed: a.integer,
  service_tier: { type: 'string', values: ['auto', 'on_demand', 'flex', 'performance'] },
  stop: { type: ['string', 'array'] },
  stream: a.boolean,
  stream_options: a.object,
  temperature: { type: 'number', min: 0, max: 2 },
  tool_choice: { type: ['string', 'object'] },
  tools: a.array,
  top_logprobs: { type: 'integer', min: 0, max: 20 },
  top_p: { type: 'number', min: 0, max: 1 },
  user: a.string,
}

const messageFields: Fields = {
  role: { type: 'string', required: true },
  content: { type: ['string', 'array', 'object'] },
  name: a.string,
  tool_call_id: a.string,
  tool_calls: a.array,
  function_call: a.object,
  reasoning: a.string,
  executed_tools: a.array,
  annotations: a.array,
}

const gptOss = (model: string): boolean => model.includes('gpt-oss')
const reasons = (model: string): boolean => /gpt-oss|qwen|deepseek-r1|qwq/u.test(model)

/** Groq's Chat Completions. */
export const groqChat: ChatManner = {
  fields,
  messageFields,
  wholeToolCalls: true,
  chunkTail: '"system_fingerprint":"fp_emulated",',
  usageOnFinish: true,
  check,
  tooLong: (_model, tokens) => (tokens > 131_072 ? failureOf(400, 'context_length_exceeded') : undefined),
  reasoning: ({ model, reasoning_effort: effort, reasoning_format: format, include_reasoning: included }) => {
    if (!reasons(model) || effort === 'none') return 'none'
    if (format === 'hidden' || included === false) return 'counted'
    return format === 'raw' || (format == null && included == null && !gptOss(model)) ? 'tagged' : 'shown'
  },
  reasoningDelta: ({ model }, reasoning) => (gptOss(model) ? { reasoning, channel: 'analysis' } : { reasoning }),
  completionId: (state) => `chatcmpl-${state.uuid()}`,
  callId: (state) => state.id('fc_', 24),
  extras: ({ requestId, body }, usage) => {
    const id = { id: requestId }
    const seed = { seed: body.seed ?? 77 }
    const tier = !body.service_tier || body.service_tier === 'auto' ? 'on_demand' : body.service_tier
    return {
      reply: {
        usage_breakdown: null,
        system_fingerprint: 'fp_emulated',
        x_groq: { ...id, ...seed },
        service_tier: tier,
      },
      first: { x_groq: { ...id, ...seed } },
      last: { x_groq: { ...id, usage } },
    }
  },
  usageExtras: ({ prompt_tokens: prompt, completion_tokens: completion, cached }, reasoning) => ({
    queue_time: 0.03,
    prompt_time: prompt / 100_000,
    completion_time: completion / 1000,
    total_time: prompt / 100_000 + completion / 1000,
    ...(cached > 0 && { prompt_tokens_details: { cached_tokens: cached } }),
    ...(reasoning > 0 && { completion_tokens_details: { reasoning_tokens: reasoning } }),
  }),
  broken: (code) => [named('error', { error: broken(code) })],
}

// What was recorded in a stream is a tool call that failed; it carries the status it would have had.
function broken(code = 'tool_use_failed'): Loose {
  const status =
    code === 'rate_limit_exceeded' ? 429 : code.includes('failed') ? 400 : code === 'capacity_exceeded' ? 498 : 500
  return { ...failureOf(status, code).json.error, status_code: status }
}

const gone = /^(?:mixtral|gemma|llama3-|mistral-saba|qwen-qwq|deepseek-r1|moonshotai\/kimi-k2)/u

function check({ body }: Call): void {
  const say = (text: string, code?: string, more?: object): never => refuse(failed(400, text, code, more))
  const { model, tools, reasoning_format: format, reasoning_effort: effort } = body
  if (gone.test(model)) {
    say(
      `The model \`${model}\` has been decommissioned and is no longer supported. Please refer to https://console.groq.com/docs/deprecations for a recommendation on which model to use instead.`,
      'model_decommissioned',
    )
  }
  if (format != null && body.include_reasoning != null)
    say('cannot specify both reasoning_format and include_reasoning')
  if (format === 'raw' && (tools?.length || body.response_format?.type?.startsWith('json'))) {
    say('`reasoning_format` `raw` is not supported with JSON mode or tool calling')
  }
  if (effort != null) {
    if (!reasons(model)) say('`reasoning_effort` is not supported with this model')
    const known = gptOss(model) ? ['low', 'medium', 'high'] : ['none', 'default']
    if (!known.includes(effort)) say(`\`reasoning_effort\` must be one of \`${known.join('`, `')}\``)
  }
  for (const name of ['logprobs', 'top_logprobs', 'logit_bias']) {
    if (body[name]) say(`\`${name}\` is not supported with this model`)
  }
  if (body.response_format?.type === 'json_schema' && !/gpt-oss|kimi|llama-4/u.test(model)) {
    say(
      'This model does not support response format `json_schema`. See supported models at https://console.groq.com/docs/structured-outputs#supported-models',
    )
  }
  if (tools?.length && /guard|compound|allam/u.test(model)) say('`tool calling` is not supported with this model')
  if (body.tool_choice === 'required' && !tools?.length) say('`tool_choice` is `required`, but no tools were given')
}
