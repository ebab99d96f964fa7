import { errorEvent } from '../family/chat-events.ts'
import type { ChatManner } from '../family/member.ts'
import { a, type Fields } from '../http/shape.ts'
import { refuse } from '../service.ts'
import { togetherWords as words } from './words.ts'

/** Fields that chats and plain texts share. */
export const sampling: Fields = {
  model: { type: 'string', required: true },
  echo: a.boolean,
  frequency_penalty: { type: 'number', min: -2, max: 2 },
  logit_bias: a.object,
  logprobs: { type: 'integer', min: 0, max: 20 },
  max_tokens: { type: 'integer', min: 0 },
  min_p: { type: 'number', min: 0, max: 1 },
  n: { type: 'integer', min: 1, max: 128 },
  presence_penalty: { type: 'number', min: -2, max: 2 },
  repetition_penalty: a.number,
  safety_model: a.string,
  seed: a.integer,
  stop: a.array,
  stream: a.boolean,
  // Taken and not needed.
  stream_options: a.object,
  temperature: { type: 'number', min: 0 },
  top_k: a.integer,
  top_p: { type: 'number', min: 0, max: 1 },
}

const fields: Fields = {
  ...sampling,
  messages: { type: 'array', required: true },
  chat_template_kwargs: a.object,
  compliance: { type: 'string', values: ['hipaa'] },
  context_length_exceeded_behavior: { type: 'string', values: ['truncate', 'error'] },
  function_call: a.any,
  reasoning: { type: 'object', fields: { enabled: a.boolean } },
  reasoning_effort: { type: 'string', values: ['low', 'medium', 'high', 'max'] },
  response_format: {
    type: 'object',
    fields: {
      type: { type: 'string', required: true, values: ['text', 'json_object', 'json_schema', 'regex'] },
      json_schema: {
        type: 'object',
        fields: { name: a.string, description: a.string, schema: a.object, strict: a.boolean },
      },
      schema: a.object,
      pattern: a.string,
    },
  },
  tool_choice: { type: ['string', 'object'] },
  tools: {
    type: 'array',
    fields: {
      type: a.string,
      function: { type: 'object', fields: { name: a.string, description: a.string, parameters: a.object } },
    },
  },
}

const messageFields: Fields = {
  role: { type: 'string', required: true },
  content: { type: ['string', 'array'] },
  name: a.string,
  tool_call_id: a.string,
  tool_calls: a.array,
  function_call: a.object,
  reasoning: a.string,
  reasoning_content: a.string,
}

const isGptOss = (model: string): boolean => model.includes('gpt-oss')
const isHybrid = (model: string): boolean => /DeepSeek-V4|GLM-5|Kimi-K2\.[56]|Qwen3\.[56]/u.test(model)
const parts = ['text', 'image_url', 'video_url', 'audio_url', 'input_audio']

/** Together's Chat Completions. */
export const togetherChat: ChatManner = {
  fields,
  messageFields,
  usageOnFinish: 'only',
  namedCallEnds: 'tool_calls',
  check({ body }) {
    for (const [i, { content }] of body.messages.entries()) {
      const other = (Array.isArray(content) ? content : []).find(({ type }) => !parts.includes(type))
      if (other)
        refuse(
          words.problem({ kind: 'value', path: ['messages', i, 'content', 'type'], values: parts, got: other.type }),
        )
    }
    // As some of its hosts do.
    const bare =
      isGptOss(body.model) &&
      (body.tools ?? []).some((tool: { function: { description?: string } }) => !tool.function.description)
    if (bare) refuse(words.failure(422, undefined, ''))
  },
  tooLong: (_model, tokens) =>
    tokens > 131_072 ? (words.failure(400, 'context_length_exceeded', '') as never) : undefined,
  reasoning: ({ model, reasoning }) =>
    isGptOss(model) || (isHybrid(model) && reasoning?.enabled !== false) ? 'shown' : 'none',
  reasoningDelta: (_body, reasoning) => ({ role: 'assistant', content: '', reasoning }),
  completionId: (state) => state.id('o', 14),
  callId: (state) => state.id('call_', 24),
  extras: () => ({ reply: { prompt: [] } }),
  usageExtras: ({ cached }) => ({ cached_tokens: cached }),
  broken: (code, requestId) => {
    const reply = words.failure(500, code, requestId)
    return [errorEvent('json' in reply ? reply.json.error : undefined)]
  },
}
