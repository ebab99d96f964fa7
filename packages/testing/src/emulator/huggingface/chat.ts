import { responseFormat } from '../family/fields.ts'
import type { ChatManner } from '../family/member.ts'
import { a, type Fields } from '../http/shape.ts'
import { data } from '../http/sse.ts'
import { refuse } from '../service.ts'
import { huggingfaceWords as words } from './words.ts'

const penalty = { type: 'number', min: -2, max: 2 } as const

const fields: Fields = {
  model: { type: 'string', required: true },
  messages: { type: 'array', required: true },
  frequency_penalty: penalty,
  logit_bias: a.object,
  logprobs: a.boolean,
  max_completion_tokens: { type: 'integer', min: 1 },
  max_tokens: { type: 'integer', min: 1 },
  n: a.integer,
  parallel_tool_calls: a.boolean,
  presence_penalty: penalty,
  reasoning_effort: { type: 'string', values: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] },
  response_format: responseFormat,
  seed: a.integer,
  stop: { type: ['string', 'array'] },
  stream: a.boolean,
  stream_options: a.object,
  temperature: { type: 'number', min: 0, max: 2 },
  tool_choice: { type: ['string', 'object'] },
  tool_prompt: a.string,
  tools: a.array,
  top_logprobs: { type: 'integer', min: 0, max: 5 },
  top_p: { type: 'number', min: 0, max: 1 },
  user: a.string,
}

/** The hosts that the emulator plays, first the one that answers when none is named. */
export const hosts = ['cerebras', 'groq', 'novita', 'together', 'hf-inference']
const policies = new Set(['fastest', 'cheapest', 'preferred'])

/** The host that answers for a model, by its suffix. */
export function hostFor(model: unknown): string {
  const suffix = typeof model === 'string' ? /:([\w-]+)$/u.exec(model)?.[1] : undefined
  return suffix !== undefined && hosts.includes(suffix) ? suffix : hosts[0]!
}

const reasons = (model: string): boolean => /gpt-oss|deepseek|glm|qwen3|kimi/iu.test(model)

/** Chat at the router, as a strict host answers it. */
export const huggingfaceChat: ChatManner = {
  fields,
  wholeToolCalls: true,
  chunkTail: '"system_fingerprint":"fp_emulated",',
  usageOnFinish: true,
  check({ body }) {
    const suffix = /:([\w-]+)$/u.exec(body.model)?.[1]
    if (suffix !== undefined && !hosts.includes(suffix) && !policies.has(suffix)) refuse(words.unknownModel(body.model))
  },
  tooLong: (_model, tokens) =>
    tokens > 131_072
      ? words.refusal('Please reduce the length of the messages or completion.', 'messages', 'context_length_exceeded')
      : undefined,
  reasoning: ({ model, reasoning_effort: effort }) => {
    if (!reasons(model) || effort === 'none') return 'none'
    // Hosts leave it in the text, or give it a field of one of two names.
    return hostFor(model) === 'together' ? 'tagged' : 'shown'
  },
  reasoningDelta: ({ model }, reasoning) =>
    hostFor(model) === 'novita' ? { reasoning_content: reasoning } : { reasoning },
  completionId: (state) => state.id('chatcmpl-', 24),
  callId: (state) => state.id('call_', 24),
  extras: () => ({ reply: { time_info: { total_time: 0.1 } }, last: { time_info: { total_time: 0.1 } } }),
  usageExtras: ({ cached }, reasoning) => ({
    prompt_tokens_details: { cached_tokens: cached },
    ...(reasoning > 0 && { completion_tokens_details: { reasoning_tokens: reasoning } }),
  }),
  broken: (code) => {
    const failure = words.failure(500, code, '')
    return [data('json' in failure ? failure.json : {})]
  },
  // A host's own id of the model comes back.
  snapshot: (model) =>
    model
      .replace(/:[\w-]+$/u, '')
      .replace(/^.*\//u, '')
      .toLowerCase(),
}
