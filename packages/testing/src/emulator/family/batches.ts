import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { storeFile } from './files.ts'
import type { Member } from './member.ts'

const fields: Fields = {
  input_file_id: { type: 'string', required: true },
  endpoint: { type: 'string', required: true },
  completion_window: { type: 'string', required: true },
  metadata: a.object,
  output_expires_after: a.object,
}

/**
 * Batches. Each line of the file really runs through the emulator, at the first `GET` after the submission; that `GET` still says
 * `in_progress`, the next `completed`, so that a poller has something to wait for.
 */
export function batchRoutes({ words, root }: Member): Route[] {
  const found = ({ state, params: [id] }: Call): Loose => {
    const batch = state.batches.get(id!)
    if (batch) return batch
    const gone = words.failure(404, 'not_found', '') as Loose
    return refuse({
      ...gone,
      json: { error: { ...gone.json.error, message: `No batch found with id '${id}'.`, code: null } },
    })
  }
  return [
    { method: 'POST', path: '/batches', handle: submit },
    { method: 'GET', path: '/batches', handle: ({ state }) => list([...state.batches.values()].toReversed()) },
    { method: 'GET', path: '/batches/:id', handle: (call) => ({ json: advance(found(call), call, root) }) },
    { method: 'POST', path: '/batches/:id/cancel', handle: (call) => ({ json: cancel(found(call), call, words) }) },
  ]

  function submit({ body, state }: Call): Reply {
    const problem = inspect(body, fields)
    if (problem) return words.problem(problem)
    const file = state.files.get(body.input_file_id)
    if (!file)
      return words.refusal(
        `Invalid 'input_file_id': No such File object: ${body.input_file_id}`,
        'input_file_id',
        'invalid_value',
      )
    if (file.facts.purpose !== 'batch')
      return words.refusal(
        `Invalid file purpose: '${file.facts.purpose}'. Expected 'batch'.`,
        'input_file_id',
        'invalid_value',
      )
    const created = state.seconds()
    const batch = {
      id: state.id('batch_', 32),
      object: 'batch',
      endpoint: body.endpoint,
      model: null,
      errors: null,
      input_file_id: body.input_file_id,
      completion_window: body.completion_window,
      status: 'validating',
      output_file_id: null,
      error_file_id: null,
      created_at: created,
      in_progress_at: null,
      expires_at: created + 86_400,
      finalizing_at: null,
      completed_at: null,
      failed_at: null,
      expired_at: null,
      cancelling_at: null,
      cancelled_at: null,
      request_counts: { total: 0, completed: 0, failed: 0 },
      usage: noUsage,
      metadata: body.metadata ?? null,
    }
    state.batches.set(batch.id, batch)
    return { json: batch }
  }
}

const noUsage = {
  input_tokens: 0,
  output_tokens: 0,
  total_tokens: 0,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens_details: { reasoning_tokens: 0 },
}

const list = (data: Loose[]): Reply => ({
  json: { object: 'list', data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null },
})

function cancel(batch: Loose, { state }: Call, words: Member['words']): Loose {
  if (!['validating', 'in_progress'].includes(batch.status))
    refuse(words.refusal(`Cannot cancel a batch with status '${batch.status}'.`, null, null))
  return Object.assign(batch, { status: 'cancelling', cancelling_at: state.seconds() })
}

function advance(batch: Loose, call: Call, root: string): Loose {
  const { state } = call
  if (batch.status === 'validating') {
    const lines = linesOf(batch, state)
    const broken = lines.findIndex((line) => !isJson(line))
    if (broken >= 0) return fail(batch, broken + 1, state)
    const request_counts = { total: lines.length, completed: 0, failed: 0 }
    return Object.assign(batch, { status: 'in_progress', in_progress_at: state.seconds(), request_counts })
  }
  if (batch.status === 'cancelling') return Object.assign(batch, { status: 'cancelled', cancelled_at: state.seconds() })
  return batch.status === 'in_progress' ? complete(batch, call, root) : batch
}

const linesOf = ({ input_file_id: id }: Loose, state: Call['state']): string[] =>
  (state.files.get(id)?.bytes.toString() ?? '').split('\n').filter((line) => line.trim() !== '')

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object'
  } catch {
    return false
  }
}

function fail(batch: Loose, line: number, state: Call['state']): Loose {
  const error = { code: 'invalid_json_line', line, message: 'This line is not parseable as valid JSON.', param: null }
  return Object.assign(batch, {
    status: 'failed',
    failed_at: state.seconds(),
    errors: { object: 'list', data: [error] },
  })
}

function complete(batch: Loose, call: Call, root: string): Loose {
  const { state } = call
  const good: Loose[] = []
  const bad: Loose[] = []
  const usage = structuredClone(noUsage)
  for (const line of linesOf(batch, state)) {
    const { custom_id, method, url, body } = JSON.parse(line)
    const path = root.endsWith('/openai/v1') ? url.replace(/^\/v1/u, root) : url
    const reply =
      url === batch.endpoint ? call.run(method, path, { ...body, stream: false }) : mismatch(url, batch.endpoint)
    const status = reply.status ?? 200
    const json = 'json' in reply ? reply.json : null
    const entry = {
      id: state.id('batch_req_', 32),
      custom_id,
      response: { status_code: status, request_id: state.id('', 32), body: json },
      error: null,
    }
    ;(status < 400 ? good : bad).push(entry)
    usage.input_tokens += json?.usage?.input_tokens ?? json?.usage?.prompt_tokens ?? 0
    usage.output_tokens += json?.usage?.output_tokens ?? json?.usage?.completion_tokens ?? 0
    usage.total_tokens += json?.usage?.total_tokens ?? 0
    batch.model ??= body?.model ?? null
  }
  const keep = (entries: Loose[], kind: string): string | null => {
    if (entries.length === 0) return null
    const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
    return storeFile(
      state,
      Buffer.from(text),
      `${batch.id}_${kind}.jsonl`,
      'batch_output',
      'application/jsonl',
      2_592_000,
    ).facts.id
  }
  const now = state.seconds()
  return Object.assign(batch, {
    status: 'completed',
    output_file_id: keep(good, 'output'),
    error_file_id: keep(bad, 'error'),
    finalizing_at: now,
    completed_at: now,
    request_counts: { total: good.length + bad.length, completed: good.length, failed: bad.length },
    usage,
  })
}

const mismatch = (url: string, endpoint: string): Reply => ({
  status: 400,
  json: {
    error: {
      message: `The URL '${url}' does not match the batch's endpoint '${endpoint}'.`,
      type: 'invalid_request_error',
      param: 'url',
      code: 'mismatched_url',
    },
  },
})
