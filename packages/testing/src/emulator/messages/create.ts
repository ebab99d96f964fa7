import type { Thought } from '../brain/types.ts'
import type { Loose } from '../http/loose.ts'
import type { Call, Reply } from '../service.ts'
import { askOf } from './ask.ts'
import { blocksOf } from './blocks.ts'
import { countPrompt, type Prompt } from './cache.ts'
import { checkBody } from './check.ts'
import { messageEvents } from './events.ts'
import { countFields, messageFields } from './fields.ts'
import { factsOf } from './model.ts'
import { brokenEvent, failureOf, invalid } from './words.ts'

/** `POST /v1/messages`. */
export function create(call: Call): Reply {
  checkBody(call, messageFields)
  const { body, requestId } = call
  const prompt = countPrompt(call.state, body)
  const total = prompt.input + prompt.read + prompt.write5m + prompt.write1h
  const { window } = factsOf(body.model)
  if (total > window) invalid(`prompt is too long: ${total} tokens > ${window} maximum`, requestId)
  const ask = askOf(call)
  const thought = call.think(ask)
  const usage = usageOf(thought, prompt, body)
  const written = blocksOf(thought, ask, call)
  const stop = stopOf(thought)
  const message: Loose = {
    model: body.model,
    id: call.state.id('msg_01', 22),
    type: 'message',
    role: 'assistant',
    content: written.map(({ block }) => block),
    ...stop,
    usage,
  }
  if (body.stream) return { events: messageEvents(message, written), broken: (code) => [brokenEvent(code, requestId)] }
  return { json: message, broken: (code) => failureOf(code === undefined ? 529 : 500, code, requestId).json }
}

/** `POST /v1/messages/count_tokens`. */
export function countTokens(call: Call): Reply {
  checkBody(call, countFields)
  const { input, read, write5m, write1h } = countPrompt({ ...call.state, prefixes: new Map() }, call.body)
  return { json: { input_tokens: input + read + write5m + write1h } }
}

const reasons = {
  stop: 'end_turn',
  length: 'max_tokens',
  'tool-calls': 'tool_use',
  'content-filter': 'refusal',
} as const

function stopOf({ finish, stopped, refusal }: Thought): Loose {
  if (refusal !== undefined || finish === 'content-filter') {
    return {
      stop_reason: 'refusal',
      stop_sequence: null,
      stop_details: { type: 'refusal', category: 'general_harms', explanation: null },
    }
  }
  return {
    stop_reason: stopped === undefined ? reasons[finish] : 'stop_sequence',
    stop_sequence: stopped ?? null,
    stop_details: null,
  }
}

function usageOf({ tokens, usage, searches }: Thought, counted: Prompt, body: Loose): Loose {
  const write5m = usage?.cacheWrite5m ?? counted.write5m
  const write1h = usage?.cacheWrite1h ?? counted.write1h
  const thinking = usage?.reasoning ?? tokens.reasoning
  return {
    input_tokens: usage?.input ?? counted.input,
    cache_creation_input_tokens: write5m + write1h,
    cache_read_input_tokens: usage?.cacheRead ?? counted.read,
    cache_creation: { ephemeral_5m_input_tokens: write5m, ephemeral_1h_input_tokens: write1h },
    output_tokens: (usage?.output ?? tokens.output) + thinking,
    ...(thinking > 0 && { output_tokens_details: { thinking_tokens: thinking } }),
    ...(searches.length > 0 && { server_tool_use: { web_search_requests: searches.length, web_fetch_requests: 0 } }),
    service_tier: 'standard',
    inference_geo: body.inference_geo ?? 'global',
  }
}
