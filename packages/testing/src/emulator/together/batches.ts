import { storeFile } from '../family/files.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { togetherWords as words } from './words.ts'

const endpoints = ['/v1/chat/completions', '/v1/audio/transcriptions', '/v1/audio/translations']
const fields: Fields = {
  input_file_id: { type: 'string', required: true },
  endpoint: { type: 'string', required: true, values: endpoints },
  completion_window: a.string,
  model_id: a.string,
  priority: a.integer,
}

function submit({ body, state }: Call): Reply {
  const problem = inspect(body, fields)
  if (problem) refuse(words.problem(problem))
  const file = state.files.get(body.input_file_id)
  if (!file) return words.refusal(`File ${body.input_file_id} not found`, 'input_file_id')
  if (file.facts.purpose !== 'batch-api')
    return words.refusal('The purpose of the file must be batch-api', 'input_file_id')
  const id = state.id('batch-')
  const job = {
    id,
    user_id: 'user-emulated',
    input_file_id: body.input_file_id,
    file_size_bytes: file.bytes.length,
    status: 'VALIDATING',
    progress: 0,
    endpoint: body.endpoint,
    created_at: new Date(state.now()).toISOString(),
  }
  state.batches.set(id, job)
  return { json: { job } }
}

const found = ({ state, params: [id] }: Call): Loose =>
  state.batches.get(id!) ?? refuse(words.failure(404, 'batch_not_found', ''))

/** One step further at each look: at work, then done. */
function look(call: Call): Reply {
  const job = found(call)
  if (job.status === 'VALIDATING') Object.assign(job, { status: 'IN_PROGRESS', progress: 50 })
  else if (job.status === 'IN_PROGRESS') complete(job, call)
  return { json: job }
}

function complete(job: Loose, { state, run }: Call): void {
  const good: Loose[] = []
  const bad: Loose[] = []
  const lines = state.files.get(job.input_file_id)!.bytes.toString().split('\n').filter(Boolean)
  for (const line of lines) {
    const { custom_id, body } = JSON.parse(line)
    const reply = run('POST', job.endpoint, { ...body, stream: false })
    const json = 'json' in reply ? reply.json : null
    if ((reply.status ?? 200) < 400) good.push({ custom_id, response: { status_code: 200, body: json } })
    else bad.push({ custom_id, error: json?.error })
  }
  const keep = (kind: string, entries: readonly Loose[]): Loose => {
    if (entries.length === 0) return {}
    const bytes = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
    const { facts } = storeFile(state, bytes, `${job.id}_${kind}.jsonl`, 'batch-api', 'application/jsonl', null)
    return { [`${kind}_file_id`]: facts.id }
  }
  Object.assign(job, { status: 'COMPLETED', progress: 100, ...keep('output', good), ...keep('error', bad) })
}

/** Batches, whose lines have no address of their own. */
export const batchRoutes: readonly Route[] = [
  { method: 'POST', path: '/batches', handle: submit },
  { method: 'GET', path: '/batches', handle: ({ state }) => ({ json: [...state.batches.values()] }) },
  { method: 'GET', path: '/batches/:id', handle: look },
  {
    method: 'POST',
    path: '/batches/:id/cancel',
    handle: (call) => ({ json: Object.assign(found(call), { status: 'CANCELLED' }) }),
  },
]
