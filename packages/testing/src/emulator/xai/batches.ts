import type { Loose } from '../http/loose.ts'
import { a, inspect } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { failed, xaiWords as words } from './words.ts'

const pageSize = 100

const found = ({ state, params: [id] }: Call): Loose =>
  state.batches.get(id!) ?? refuse(failed(404, `Batch ${id} not found.`))

function create({ body, state }: Call): Reply {
  const problem = inspect(body, { name: { type: 'string', required: true }, input_file_id: a.string })
  if (problem) refuse(words.problem(problem))
  const batch = {
    batch_id: `batch_${state.id('', 32)}`,
    name: body.name,
    create_time: '2026-11-22',
    expire_time: '2026-12-22',
    cancel_time: null,
    cancel_by_xai_message: null,
    requests: [],
    looks: 0,
  }
  state.batches.set(batch.batch_id, batch)
  return { json: told(batch) }
}

function add(call: Call): Reply {
  const batch = found(call)
  const problem = inspect(call.body, {
    batch_requests: {
      type: 'array',
      required: true,
      fields: { batch_request_id: a.string, batch_request: { type: 'object', required: true } },
    },
  })
  if (problem) refuse(words.problem(problem))
  if (batch.cancel_time !== null) refuse(failed(400, 'The batch has been cancelled.'))
  batch.requests.push(...call.body.batch_requests)
  return { bytes: '', type: 'application/json' }
}

/** How far it is: nothing is done at the first look, everything at the second. */
function told({ requests, looks, ...batch }: Loose): Loose {
  const total: number = requests.length
  const isOver = looks > 1
  const isCancelled = batch.cancel_time !== null
  const done = isOver && !isCancelled ? total : 0
  return {
    ...batch,
    state: {
      num_requests: total,
      num_pending: isOver || isCancelled ? 0 : total,
      num_success: done,
      num_error: 0,
      num_cancelled: isCancelled ? total : 0,
    },
  }
}

function look(call: Call): Reply {
  const batch = found(call)
  batch.looks++
  return { json: told(batch) }
}

function act(call: Call): Reply {
  const [name = '', verb] = call.params[0]!.split(':')
  if (verb !== 'cancel') return words.noRoute(call.method, call.path)
  const batch = call.state.batches.get(name) ?? refuse(failed(404, `Batch ${name} not found.`))
  batch.cancel_time = '2026-11-22'
  return { json: told(batch) }
}

/** An answer of Responses as the chat completion that batches answer with. */
function asCompletion({ id, model, created_at: created, output, usage, status }: Loose): Loose {
  const items: Loose[] = output
  const calls = items.filter(({ type }) => type === 'function_call')
  const text = items.flatMap(({ type, content }) => (type === 'message' ? content.map((part: Loose) => part.text) : []))
  const thought = items.filter(({ type }) => type === 'reasoning').flatMap(({ summary }) => summary)
  const { input_tokens: prompt, output_tokens: whole, output_tokens_details: wrote } = usage
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: text.join(''),
          ...(thought.length > 0 && { reasoning_content: thought.map((one: Loose) => one.text).join('') }),
          ...(calls.length > 0 && {
            tool_calls: calls.map((one) => ({
              id: one.call_id,
              type: 'function',
              function: { name: one.name, arguments: one.arguments },
            })),
          }),
          refusal: null,
        },
        finish_reason: status === 'incomplete' ? 'length' : calls.length > 0 ? 'tool_calls' : 'stop',
      },
    ],
    usage: {
      prompt_tokens: prompt,
      completion_tokens: whole - wrote.reasoning_tokens,
      total_tokens: prompt + whole,
      prompt_tokens_details: { text_tokens: prompt, cached_tokens: usage.input_tokens_details.cached_tokens },
      completion_tokens_details: wrote,
      cost_in_usd_ticks: Math.round(usage.cost_in_usd_ticks * 0.8),
    },
    system_fingerprint: 'fp_emulated',
  }
}

function resultOf(
  { batch_request_id, batch_request: { responses, chat_get_completion: chat } }: Loose,
  call: Call,
): Loose {
  const reply = responses
    ? call.run('POST', '/v1/responses', { ...responses, stream: false })
    : call.run('POST', '/v1/chat/completions', { ...chat, stream: false })
  const { status = 200, json } = reply as { status?: number; json: Loose }
  if (status >= 400) {
    const code = status === 404 ? 5 : 3
    return { batch_request_id, batch_result: { error: { code, message: json.error } }, error_message: json.error }
  }
  return {
    batch_request_id,
    batch_result: { response: { chat_get_completion: responses ? asCompletion(json) : json } },
  }
}

function results(call: Call): Reply {
  const { requests, looks } = found(call)
  const from = Number(call.query.get('pagination_token') ?? 0)
  const size = Math.min(Number(call.query.get('limit') ?? pageSize), pageSize)
  const done: Loose[] = looks > 1 ? requests : []
  const page = done.slice(from, from + size).map((one) => resultOf(one, call))
  return { json: { results: page, pagination_token: from + size < done.length ? String(from + size) : null } }
}

/** A batch is made by its name, filled, looked at, and read page by page. */
export const batchRoutes: readonly Route[] = [
  { method: 'POST', path: '/batches', handle: create },
  { method: 'POST', path: '/batches/:id/requests', handle: add },
  { method: 'GET', path: '/batches/:id', handle: look },
  { method: 'GET', path: '/batches/:id/results', handle: results },
  // `/batches/<id>:cancel`.
  { method: 'POST', path: '/batches/:id', handle: act },
]
