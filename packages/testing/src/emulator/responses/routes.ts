import { warmTokens } from '../brain/prefix-cache.ts'
import { promptTokens } from '../brain/tokens.ts'
import type { Ask, Thought } from '../brain/types.ts'
import type { Loose } from '../http/loose.ts'
import { tierOf } from '../openai/chat.ts'
import { effortFor, reasons, snapshotOf, windowOf } from '../openai/rules.ts'
import { failed, failureOf } from '../openai/words.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { remember } from '../state.ts'
import { askOf } from './ask.ts'
import { checkBody, checkItems } from './check.ts'
import { responseEvents, type Counter } from './events.ts'
import { outputOf } from './items.ts'
import { keptTool } from './tools.ts'

/** `POST /responses`, what can be done with a stored response, and the token count. */
export const responseRoutes: readonly Route[] = [
  { method: 'POST', path: '/responses', handle: create },
  { method: 'POST', path: '/responses/input_tokens', handle: countTokens },
  { method: 'GET', path: '/responses/:id', handle: get },
  { method: 'DELETE', path: '/responses/:id', handle: drop },
  { method: 'POST', path: '/responses/:id/cancel', handle: cancel },
  { method: 'GET', path: '/responses/:id/input_items', handle: inputItems },
]

/** What is kept of a response. An item of its output is kept as well, under its own id. */
interface Stored {
  readonly response: Loose
  readonly thought: Thought
  readonly items: readonly Loose[]
  status: string
}

function conversation(call: Call): { earlier: Loose[]; items: Loose[] } {
  const { body, state } = call
  const items: Loose[] = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : (body.input ?? [])
  if (!body.previous_response_id) return { earlier: [], items }
  const before = state.stored.get(body.previous_response_id) as Stored | undefined
  if (!before)
    refuse(
      failed(
        400,
        `Previous response with id '${body.previous_response_id}' not found.`,
        'previous_response_not_found',
        'previous_response_id',
      ),
    )
  return { earlier: [...before!.items, ...before!.response.output], items }
}

function create(call: Call): Reply {
  const { body, state } = call
  checkBody(body)
  const { earlier, items } = conversation(call)
  checkItems(items, earlier, call)
  const ask = askOf(call, [...earlier, ...items])
  if (promptTokens(ask) > windowOf(body.model)) refuse(tooLong)
  const thought = call.think(ask)
  const response = responseOf(thought, ask, call)
  if (body.store !== false) {
    const kept: Stored = {
      response,
      thought,
      items: [...earlier, ...items],
      status: body.background && !body.stream ? 'queued' : response.status,
    }
    remember(state.stored, response.id, kept, 2000)
    for (const item of response.output) remember(state.stored, item.id, item, 2000)
  }
  if (body.stream) return streamed(response, thought, 0, call.requestId)
  if (body.background) return { json: pending(response, 'queued') }
  return {
    json: response,
    broken: (code) => ({ ...pending(response, 'failed'), error: errorOf(code, call.requestId) }),
  }
}

const tooLong = failed(
  400,
  'Your input exceeds the context window of this model. Please adjust your input and try again.',
  'context_length_exceeded',
  'input',
)

const pending = (response: Loose, status: string): Loose => ({
  ...response,
  status,
  output: [],
  usage: null,
  completed_at: null,
})

function streamed(response: Loose, thought: Thought, from: number, requestId: string): Reply {
  const counter: Counter = { n: 0 }
  const events = function* (): Iterable<string> {
    let i = 0
    for (const event of responseEvents(response, thought, counter)) if (i++ >= from) yield event
  }
  const broken = (code: string | undefined): string[] => {
    const error = errorOf(code, requestId)
    const inner = { type: error.type, code: error.code, message: error.message, param: null }
    const failure = { ...pending(response, 'failed'), error: { code: error.code, message: error.message } }
    return [
      `event: error\ndata: ${JSON.stringify({ type: 'error', sequence_number: counter.n++, error: inner })}\n\n`,
      `event: response.failed\ndata: ${JSON.stringify({ type: 'response.failed', sequence_number: counter.n++, response: failure })}\n\n`,
    ]
  }
  return { events: events(), broken }
}

// In a stream even a plain server error has a code.
function errorOf(code: string | undefined, requestId: string): Loose {
  const { error } = failureOf(
    code === undefined || code === 'server_error' ? 500 : /quota|rate/u.test(code) ? 429 : 400,
    code,
    requestId,
  ).json
  return { ...error, code: error.code ?? 'server_error' }
}

function responseOf(thought: Thought, ask: Ask, call: Call): Loose {
  const { body, state } = call
  const cut =
    thought.finish === 'length'
      ? 'max_output_tokens'
      : thought.finish === 'content-filter'
        ? 'content_filter'
        : undefined
  const created = state.seconds()
  const effort = effortFor(body.model, body.reasoning?.effort)
  return {
    id: state.id('resp_', 50),
    object: 'response',
    created_at: created,
    status: cut ? 'incomplete' : 'completed',
    background: body.background ?? false,
    billing: { payer: 'developer' },
    completed_at: cut ? null : created,
    error: null,
    frequency_penalty: 0,
    incomplete_details: cut ? { reason: cut } : null,
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    max_tool_calls: body.max_tool_calls ?? null,
    model: snapshotOf(body.model),
    output: outputOf(thought, ask, call),
    moderation: null,
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    presence_penalty: 0,
    previous_response_id: body.previous_response_id ?? null,
    prompt_cache_key: body.prompt_cache_key ?? null,
    prompt_cache_retention: body.prompt_cache_retention ?? 'in_memory',
    reasoning: { effort: reasons(body.model) ? effort : null, summary: body.reasoning?.summary ?? null },
    safety_identifier: body.safety_identifier ?? null,
    service_tier: tierOf(body.service_tier),
    store: body.store ?? true,
    temperature: body.temperature ?? 1,
    text: { format: body.text?.format ?? { type: 'text' }, verbosity: body.text?.verbosity ?? 'medium' },
    tool_choice: body.tool_choice ?? 'auto',
    tool_usage: toolUsage(thought),
    tools: (body.tools ?? []).map(keptTool),
    top_logprobs: body.top_logprobs ?? 0,
    top_p: body.top_p ?? 1,
    truncation: body.truncation ?? 'disabled',
    usage: usageOf(thought, ask, call),
    user: null,
    metadata: body.metadata ?? {},
  }
}

const nothing = { input_tokens: 0, input_tokens_details: { image_tokens: 0, text_tokens: 0 } }
const noPictures = {
  ...nothing,
  output_tokens: 0,
  output_tokens_details: { image_tokens: 0, text_tokens: 0 },
  total_tokens: 0,
}

const toolUsage = ({ searches }: Thought): Loose => ({
  image_gen: noPictures,
  web_search: { num_requests: searches.length },
})

function usageOf({ tokens, usage }: Thought, ask: Ask, { state, body }: Call): Loose {
  const total = promptTokens(ask)
  const cached = usage?.cacheRead ?? warmTokens(state, ask, total)
  const input = usage?.input === undefined ? total : usage.input + cached
  const reasoning = usage?.reasoning ?? tokens.reasoning
  const output = (usage?.output ?? tokens.output) + reasoning
  // From gpt-5.6 on what goes into the cache is counted too.
  const writes = /^gpt-(?:5\.[6-9]|[6-9])/u.test(body.model) && input >= 1024
  const written = writes ? Math.floor((input - cached) / 128) * 128 : 0
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cached, cache_write_tokens: written },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: input + output,
  }
}

function countTokens(call: Call): Reply {
  checkBody({ model: 'gpt-5.4', ...call.body })
  const { earlier, items } = conversation(call)
  const ask = askOf({ ...call, body: { model: 'gpt-5.4', ...call.body } }, [...earlier, ...items])
  return { json: { object: 'response.input_tokens', input_tokens: promptTokens(ask) } }
}

function stored({ state, params: [id] }: Call): Stored {
  const found = state.stored.get(id!) as Stored | undefined
  if (!found?.response) refuse(failed(404, `Response with id '${id}' not found.`, null))
  return found!
}

// A background response moves on by one step each time somebody looks.
const steps: Readonly<Record<string, string>> = { queued: 'in_progress', in_progress: 'done' }

function get(call: Call): Reply {
  const found = stored(call)
  const { response, thought, status } = found
  if (call.query.get('stream') === 'true')
    return streamed(response, thought, Number(call.query.get('starting_after') ?? -1) + 1, call.requestId)
  const next = steps[status]
  if (next === undefined) return { json: status === 'cancelled' ? pending(response, status) : response }
  found.status = next === 'done' ? response.status : next
  return { json: next === 'done' ? response : pending(response, next) }
}

function drop(call: Call): Reply {
  const { response } = stored(call)
  call.state.stored.delete(response.id)
  return { json: { id: response.id, object: 'response', deleted: true } }
}

function cancel(call: Call): Reply {
  const found = stored(call)
  if (!found.response.background) refuse(failed(400, 'Cannot cancel a synchronous response.', null))
  found.status = 'cancelled'
  return { json: pending(found.response, 'cancelled') }
}

function inputItems(call: Call): Reply {
  const { items } = stored(call)
  const data = items.map((item) => ({
    ...item,
    type: item.type ?? 'message',
    id: item.id ?? call.state.id('msg_', 50),
    ...(typeof item.content === 'string' && { content: [{ type: 'input_text', text: item.content }] }),
  }))
  const newest = call.query.get('order') === 'asc' ? data : data.toReversed()
  return {
    json: {
      object: 'list',
      data: newest,
      first_id: newest[0]?.id ?? null,
      last_id: newest.at(-1)?.id ?? null,
      has_more: false,
    },
  }
}
