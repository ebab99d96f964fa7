import { textOf } from '../family/ask.ts'
import { errorEvent } from '../family/chat-events.ts'
import { responseFormat } from '../family/fields.ts'
import type { ChatManner } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { checkChatModel, checkStrict, effortFor, snapshotOf, windowOf } from './rules.ts'
import { failed, failureOf } from './words.ts'

const tiers = ['auto', 'default', 'flex', 'scale', 'priority', 'fast', 'ultrafast']

const fields: Fields = {
  model: { type: 'string', required: true },
  messages: { type: 'array', required: true },
  audio: a.object,
  frequency_penalty: { type: 'number', min: -2, max: 2 },
  function_call: a.any,
  functions: a.array,
  logit_bias: a.object,
  logprobs: a.boolean,
  max_completion_tokens: { type: 'integer', min: 1 },
  max_tokens: { type: 'integer', min: 1 },
  metadata: a.object,
  modalities: a.array,
  moderation: a.object,
  n: { type: 'integer', min: 1, max: 128 },
  parallel_tool_calls: a.boolean,
  prediction: a.object,
  presence_penalty: { type: 'number', min: -2, max: 2 },
  prompt_cache_key: a.string,
  prompt_cache_options: a.object,
  prompt_cache_retention: a.string,
  reasoning_effort: { type: 'string', values: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] },
  response_format: responseFormat,
  safety_identifier: a.string,
  seed: a.integer,
  service_tier: { type: 'string', values: tiers },
  stop: { type: ['string', 'array'] },
  store: a.boolean,
  stream: a.boolean,
  stream_options: { type: 'object', fields: { include_usage: a.boolean, include_obfuscation: a.boolean } },
  temperature: { type: 'number', min: 0, max: 2 },
  tool_choice: { type: ['string', 'object'] },
  tools: a.array,
  top_logprobs: { type: 'integer', min: 0, max: 20 },
  top_p: { type: 'number', min: 0, max: 1 },
  user: a.string,
  verbosity: { type: 'string', values: ['low', 'medium', 'high'] },
  web_search_options: a.object,
}

/** OpenAI's own Chat Completions. */
export const openaiChat: ChatManner = {
  fields,
  nullContent: true,
  chunkTail: '"service_tier":"default","system_fingerprint":"fp_emulated",',
  check,
  tooLong,
  reasoning: (body) => (effortFor(body.model, body.reasoning_effort) === 'none' ? 'none' : 'counted'),
  completionId: (state) => state.id('chatcmpl-', 29),
  callId: (state) => state.id('call_', 24),
  extras: ({ body }) => ({
    reply: { service_tier: tierOf(body.service_tier), system_fingerprint: 'fp_emulated' },
  }),
  usageExtras: ({ cached }, reasoning) => ({
    prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  }),
  broken: (code, requestId) => [
    errorEvent(failureOf(code?.includes('quota') || code?.includes('rate') ? 429 : 500, code, requestId).json.error),
  ],
  snapshot: snapshotOf,
}

/** The tier that really served: `auto` is the default one, `fast` is an old name. */
export const tierOf = (asked: string | null | undefined): string =>
  asked === 'fast' ? 'priority' : !asked || asked === 'auto' ? 'default' : asked

function tooLong(model: string, tokens: number): Reply | undefined {
  const most = windowOf(model)
  if (tokens <= most) return undefined
  const text = `This model's maximum context length is ${most} tokens. However, your messages resulted in ${tokens} tokens. Please reduce the length of the messages.`
  return failed(400, text, 'context_length_exceeded', 'messages')
}

function check({ body }: Call): void {
  const say = (text: string, param: string | null, code: string | null): never => refuse(failed(400, text, code, param))
  if (/instruct|davinci-002|babbage-002/u.test(body.model)) {
    const text =
      'This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you mean to use v1/completions?'
    refuse(failed(404, text, null, 'model'))
  }
  checkChatModel(body)
  if (Array.isArray(body.stop) && body.stop.length > 4) {
    say(
      "Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length " +
        body.stop.length +
        ' instead.',
      'stop',
      'array_above_max_length',
    )
  }
  checkTools(body, say)
  const format = body.response_format
  if (format?.type === 'json_schema') {
    if (!format.json_schema)
      say(
        "Missing required parameter: 'response_format.json_schema'.",
        'response_format.json_schema',
        'missing_required_parameter',
      )
    if (typeof format.json_schema.name !== 'string')
      say(
        "Missing required parameter: 'response_format.json_schema.name'.",
        'response_format.json_schema.name',
        'missing_required_parameter',
      )
    if (format.json_schema.strict)
      checkStrict(
        format.json_schema.schema,
        `response_format '${format.json_schema.name}'`,
        'response_format',
        'invalid_json_schema',
      )
  }
  if (format?.type === 'json_object' && !body.messages.some(({ content }: Loose) => /json/iu.test(textOf(content)))) {
    say(
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      'messages',
      null,
    )
  }
  for (const [i, { role, content }] of body.messages.entries()) {
    const taken =
      role === 'tool'
        ? ['text']
        : ['text', 'image_url', 'file', 'refusal', ...(body.model.includes('audio') ? ['input_audio'] : [])]
    if (Array.isArray(content) && content.some(({ type }) => !taken.includes(type))) {
      say(
        `Invalid 'messages[${i}]'. Content blocks are expected to be either text or image_url type.`,
        `messages[${i}]`,
        'invalid_value',
      )
    }
  }
}

type Say = (text: string, param: string | null, code: string | null) => never

function checkTools(body: Loose, say: Say): void {
  if (body.tools && body.tools.length === 0) {
    say(
      "Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.",
      'tools',
      'empty_array',
    )
  }
  const tools: Loose[] = body.tools ?? []
  for (const [i, tool] of tools.entries()) {
    if (tool.type === 'custom') continue
    if (tool.type !== 'function')
      say(
        `Invalid value: '${tool.type}'. Supported values are: 'function' and 'custom'.`,
        `tools[${i}].type`,
        'invalid_value',
      )
    if (typeof tool.function?.name !== 'string')
      say(
        `Missing required parameter: 'tools[${i}].function.name'.`,
        `tools[${i}].function.name`,
        'missing_required_parameter',
      )
    checkFunction(tool.function, `tools[${i}].function`, say)
  }
  const { tool_choice: choice } = body
  if (choice && tools.length === 0)
    say(
      "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.",
      'tool_choice',
      null,
    )
  const wanted = choice?.function?.name
  if (wanted !== undefined && !tools.some((tool) => tool.function?.name === wanted)) {
    say(`Invalid value for 'tool_choice': function '${wanted}' not found in 'tools'.`, 'tool_choice', null)
  }
}

/** Refuses a function whose name or schema the service does not take. */
export function checkFunction({ name, parameters, strict }: Loose, param: string, say: Say): void {
  if (!/^[\w-]{1,64}$/u.test(name)) {
    say(
      `Invalid '${param}.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
      `${param}.name`,
      'invalid_value',
    )
  }
  if (parameters && parameters.type !== 'object') {
    const text = `Invalid schema for function '${name}': schema must be a JSON Schema of 'type: "object"', got 'type: "${parameters.type ?? 'None'}"'.`
    say(text, `${param}.parameters`, 'invalid_function_parameters')
  }
  if (strict) checkStrict(parameters ?? {}, `function '${name}'`, `${param}.parameters`, 'invalid_function_parameters')
}
