import { seal } from '../brain/seal.ts'
import { textOf } from '../family/ask.ts'
import { chatRoute } from '../family/chat.ts'
import { isUnknownModel, type ChatManner, type Member } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { data } from '../http/sse.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { chatFields, messageFields } from './fields.ts'
import { failed, failureOf } from './words.ts'

/** Whether a model can reason. */
export const thinks = (model: string): boolean =>
  /gpt-5|gpt-oss|\/o\d|claude|deepseek|glm|kimi|grok|gemini/u.test(model)
const scope = 'openrouter-reasoning'

/** The kind of reasoning that a model has, by its maker. */
const formatOf = (model: string): string =>
  model.startsWith('anthropic')
    ? 'anthropic-claude-v1'
    : model.startsWith('openai')
      ? 'openai-responses-v1'
      : model.startsWith('google')
        ? 'google-gemini-v1'
        : 'unknown'

const isSigned = (model: string): boolean => model.startsWith('anthropic')

function detail(model: string, text: string): Loose {
  return { type: 'reasoning.text', text, format: formatOf(model), index: 0 }
}

const signature = (text: string): string => seal(scope, text, 'sig_')

/** Reasoning that comes back must be what it was. */
function checkDetails(messages: readonly Loose[]): void {
  for (const { reasoning_details: details = [] } of messages)
    for (const { signature: given, text } of details as readonly Loose[])
      if (given !== undefined && given !== signature(text)) {
        const raw = '{"error":{"message":"Invalid `signature` in `thinking` block"}}'
        refuse(failed(400, 'Provider returned error', { provider_name: 'Anthropic', raw }))
      }
}

/** The host that answers: the first of those that were asked for. */
export const hostOf = ({ provider, model = '' }: Loose): string =>
  provider?.order?.[0] ?? provider?.only?.[0] ?? String(model).replace('~', '').split('/')[0] ?? 'acme'

/** Dollars: a thousandth for a thousand tokens of prompt, four for as many of the answer. */
export const costs = (prompt: number, completion: number): Loose => {
  const [read, wrote] = [prompt / 1e6, (completion * 4) / 1e6]
  return {
    cost: read + wrote,
    is_byok: false,
    cost_details: {
      upstream_inference_cost: read + wrote,
      upstream_inference_prompt_cost: read,
      upstream_inference_completions_cost: wrote,
    },
  }
}

/** OpenRouter's Chat Completions, before its own fields are added. */
export const openrouterChat: ChatManner = {
  fields: chatFields,
  messageFields,
  nullContent: true,
  usageOnFinish: 'only',
  namedCallEnds: 'tool_calls',
  check({ body }) {
    if (body.models === undefined && body.model === undefined && body.preset === undefined)
      refuse(failed(400, 'No models provided'))
    checkDetails(body.messages)
    if (body.reasoning?.effort && body.reasoning.max_tokens)
      refuse(failed(400, 'Only one of "reasoning.effort" and "reasoning.max_tokens" can be specified'))
    const only: readonly string[] = body.provider?.only ?? []
    if (only.includes('nobody')) refuse(failed(404, 'No allowed providers are available for the selected model.'))
  },
  tooLong: (_model, tokens) => (tokens > 131_072 ? failureOf(400, 'context_length_exceeded') : undefined),
  reasoning: ({ model, reasoning }) => {
    if (!thinks(model) || !reasoning || reasoning.effort === 'none') return 'none'
    return reasoning.exclude ? 'counted' : 'shown'
  },
  reasoningDelta: ({ model }, text) => ({ reasoning: text, reasoning_details: [detail(model, text)] }),
  reasoned: ({ content }, reasoning) => ({ content, reasoning }),
  completionId: (state) => state.id('gen-', 20),
  callId: (state) => state.id('call_', 24),
  extras: () => ({ reply: { system_fingerprint: null, service_tier: null }, last: { service_tier: null } }),
  usageExtras: ({ prompt_tokens: prompt, completion_tokens: completion, cached }, reasoning) => ({
    ...costs(prompt, completion),
    prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: 0, audio_tokens: 0, video_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: reasoning, image_tokens: 0, audio_tokens: 0 },
  }),
  broken: (code) => {
    const { json } = failureOf(code === 'rate_limit_exceeded' ? 429 : 502, code)
    return [data({ ...json, user_id: 'user_emulated' })]
  },
}

const isSearch = (tool: Loose): boolean => tool.type === 'openrouter:web_search'

/** `POST /chat/completions`: the first of the models that there is answers, and what OpenRouter adds is added. */
export function openrouterChatRoute(member: Member): (call: Call) => Reply {
  const route = chatRoute(member)
  return (call) => {
    const id = `gen-${call.requestId}`
    const asked: Loose = call.body ?? {}
    const models = [asked.model, ...(asked.models ?? [])].filter((one) => typeof one === 'string')
    const model = models.find((one) => !isUnknownModel(one)) ?? models[0] ?? ''
    const searches = (Array.isArray(asked.tools) ? asked.tools : []).some(isSearch)
    const body = { ...asked, model, ...(searches && { web_search_options: {} }) }
    const reply = route({ ...call, body })
    const facts: Loose = { id, model, provider: hostOf(body) }
    const keep = (usage: Loose): void => keepGeneration(call, facts, usage)
    if ('events' in reply) return { ...reply, events: dressed(reply.events, facts, keep) }
    if (!('json' in reply) || (reply.status ?? 200) >= 400) return reply
    const { choices, usage, ...rest } = reply.json
    const [{ message, ...choice }] = choices
    const said = message.reasoning
    const details =
      said === undefined ? {} : { reasoning_details: [{ ...detail(model, said), ...signed(model, said) }] }
    const counted = searches ? { ...usage, server_tool_use_details: { web_search_requests: 1 } } : usage
    keep(counted)
    const native = { native_finish_reason: choice.finish_reason, message: { ...message, ...details } }
    const json = { ...rest, ...facts, choices: [{ ...choice, ...native }], usage: counted }
    return { ...reply, json }
  }
}

const signed = (model: string, text: string): Loose => (isSigned(model) ? { signature: signature(text) } : {})

/** The chunks with what OpenRouter adds: comments first, the role in each, a signature behind the reasoning, usage at the end. */
function* dressed(
  events: Iterable<string | Buffer>,
  facts: Loose,
  keep: (usage: Loose) => void,
): Iterable<string | Buffer> {
  yield ': OPENROUTER PROCESSING\n\n'
  let thought = ''
  for (const event of events) {
    const text = String(event)
    if (!text.startsWith('data: {')) {
      yield event
      continue
    }
    const { choices, usage, ...rest } = JSON.parse(text.slice(6)) as Loose
    const [choice] = choices
    const chunk = (delta: Loose, more: Loose = {}): string => {
      const said = { role: 'assistant', content: '', ...delta }
      const ended = { native_finish_reason: choice.finish_reason }
      return data({ ...rest, ...facts, choices: [{ ...choice, ...ended, delta: said }], ...more })
    }
    if (choice.delta.reasoning !== undefined) thought += choice.delta.reasoning
    else if (thought !== '') {
      if (isSigned(facts.model)) {
        const { text: _, ...about } = detail(facts.model, '')
        const end = { reasoning: null, reasoning_details: [{ ...about, signature: signature(thought) }] }
        yield data({
          ...rest,
          ...facts,
          choices: [{ index: 0, delta: { role: 'assistant', content: '', ...end }, finish_reason: null }],
        })
      }
      thought = ''
    }
    yield chunk(choice.delta)
    if (usage) {
      keep(usage)
      yield chunk({}, { usage })
    }
  }
}

/** What `/generation` tells of an answer, later. */
function keepGeneration({ state, body }: Call, { id, model, provider }: Loose, usage: Loose): void {
  state.stored.set(id, {
    object: 'generation',
    looks: 0,
    data: {
      id,
      model,
      provider_name: provider,
      created_at: new Date(state.now()).toISOString(),
      total_cost: usage.cost,
      usage: usage.cost,
      upstream_inference_cost: 0,
      is_byok: false,
      streamed: body.stream === true,
      cancelled: false,
      latency: 120,
      generation_time: 80,
      finish_reason: 'stop',
      native_finish_reason: 'stop',
      tokens_prompt: usage.prompt_tokens,
      tokens_completion: usage.completion_tokens,
      native_tokens_prompt: usage.prompt_tokens,
      native_tokens_completion: usage.completion_tokens,
      native_tokens_reasoning: usage.completion_tokens_details?.reasoning_tokens ?? 0,
      native_tokens_cached: usage.prompt_tokens_details?.cached_tokens ?? 0,
      provider_responses: [{ provider_name: provider, status: 200 }],
    },
    content: {
      input: { messages: body.messages },
      output: { completion: textOf(body.messages?.at(-1)?.content), reasoning: null },
    },
  })
}
