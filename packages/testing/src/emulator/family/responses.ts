import { warmTokens } from '../brain/prefix-cache.ts'
import { promptTokens } from '../brain/tokens.ts'
import type { Ask, Thought } from '../brain/types.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { askOf } from '../responses/ask.ts'
import { responseEvents } from '../responses/events.ts'
import { outputOf } from '../responses/items.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { isUnknownModel, type Words } from './member.ts'

/** In what the Responses of services that keep nothing differ. */
export interface ResponsesManner {
  readonly words: Words
  /** Fields beside those that all have. */
  readonly fields?: Fields
  /** A fresh id, of an answer or of an item of it. */
  id(call: Call): string
  /** Whether the model reasons before it answers. */
  reasons(body: Loose): boolean
  /** Fields of a message beside the standard ones. */
  readonly message?: Loose
  /** Fields of usage beside the standard ones. */
  usage?(usage: Loose): Loose
}

const common: Fields = {
  model: { type: 'string', required: true },
  input: { type: ['string', 'array'], required: true },
  instructions: a.string,
  max_output_tokens: { type: 'integer', min: 1 },
  parallel_tool_calls: a.boolean,
  reasoning: { type: 'object', fields: { effort: a.string, summary: a.string } },
  store: a.boolean,
  stream: a.boolean,
  temperature: { type: 'number', min: 0, max: 2 },
  text: a.object,
  tool_choice: { type: ['string', 'object'] },
  tools: a.array,
  top_logprobs: { type: 'integer', min: 0, max: 20 },
  top_p: { type: 'number', min: 0, max: 1 },
}

/** `POST /responses`: nothing is kept, ids are plain, and reasoning is readable. */
export function responsesRoute(manner: ResponsesManner): (call: Call) => Reply {
  const { words } = manner
  const fields = { ...common, ...manner.fields }
  return (call) => {
    const { body } = call
    const problem = inspect(body, fields)
    if (problem) refuse(words.problem(problem))
    if (isUnknownModel(body.model)) refuse(words.unknownModel(body.model))
    const items: Loose[] = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : body.input
    checkCalls(items, words)
    const ask = { ...askOf(call, items), reasoning: manner.reasons(body) }
    const thought = call.think(ask)
    const response = responseOf(thought, ask, call, manner)
    if (!body.stream) return { json: response }
    const failure = {
      ...response,
      status: 'failed',
      error: { code: 'server_error', message: 'It failed.' },
      output: [],
    }
    return {
      events: responseEvents(response, thought, { n: 0 }),
      broken: () => [
        `event: response.failed\ndata: ${JSON.stringify({ type: 'response.failed', response: failure })}\n\n`,
      ],
    }
  }
}

/** Each call must have its output before the next message. */
function checkCalls(items: readonly Loose[], words: Words): void {
  const open = new Set<string>()
  for (const { type, role, call_id: id } of items) {
    if (role !== undefined && open.size > 0)
      refuse(words.refusal(`No tool output found for tool call ${[...open][0]}.`))
    if (type === 'function_call') open.add(id)
    if (type === 'function_call_output') open.delete(id)
  }
}

function responseOf(thought: Thought, ask: Ask, call: Call, manner: ResponsesManner): Loose {
  const { body, state } = call
  const isCut = thought.finish === 'length'
  const output = outputOf(thought, ask, call).map((item) => ({
    ...item,
    id: manner.id(call),
    ...(item.type === 'reasoning' && {
      status: 'completed',
      summary: [],
      content: [{ type: 'reasoning_text', text: thought.reasoning.join('') }],
    }),
    ...(item.type === 'message' && manner.message),
  }))
  const total = promptTokens(ask)
  const outputTokens = thought.tokens.output + thought.tokens.reasoning
  const usage = {
    input_tokens: total,
    input_tokens_details: { cached_tokens: warmTokens(state, ask, total) },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: thought.tokens.reasoning },
    total_tokens: total + outputTokens,
  }
  return {
    id: manner.id(call),
    object: 'response',
    created_at: state.seconds(),
    status: isCut ? 'incomplete' : 'completed',
    error: null,
    incomplete_details: isCut ? { reason: 'max_output_tokens' } : null,
    model: body.model,
    output,
    service_tier: 'default',
    store: false,
    usage: { ...usage, ...manner.usage?.(usage) },
  }
}
