import { storeFile } from '../family/files.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { missing, mistralWords as words } from './words.ts'

const fields: Fields = {
  endpoint: { type: 'string', required: true },
  agent_id: a.string,
  input_files: a.array,
  metadata: a.object,
  model: a.string,
  requests: {
    type: 'array',
    fields: { custom_id: a.string, body: { type: 'object', required: true } },
  },
  timeout_hours: { type: 'integer', min: 1 },
}

const linesOf = (text: string): Loose[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

function submit({ body, state }: Call): Reply {
  const problem = inspect(body, fields)
  if (problem) refuse(words.problem(problem))
  const { endpoint, model = null, metadata = null, input_files: files, requests } = body
  if (!files && !requests) refuse(words.refusal('Either input_files or requests is required.'))
  for (const id of files ?? []) if (!state.files.has(id)) refuse(missing('File', id))
  const id = state.id('', 32)
  const job = {
    id,
    object: 'batch',
    input_files: files ?? [state.id('', 32)],
    metadata,
    endpoint,
    model,
    agent_id: null,
    output_file: null,
    error_file: null,
    errors: [],
    outputs: null,
    status: 'QUEUED',
    created_at: state.seconds(),
    total_requests: 0,
    completed_requests: 0,
    succeeded_requests: 0,
    failed_requests: 0,
    started_at: null,
    completed_at: null,
  }
  state.batches.set(id, { job, requests })
  return { json: job }
}

const found = ({ state, params: [id] }: Call): Loose => state.batches.get(id!) ?? refuse(missing('Batch job', id!))

/** One step further at each look: at work, then done. */
function look(call: Call): Reply {
  const { job, requests } = found(call)
  const { state } = call
  if (job.status === 'CANCELLATION_REQUESTED') Object.assign(job, { status: 'CANCELLED' })
  else if (job.status === 'QUEUED') Object.assign(job, { status: 'RUNNING', started_at: state.seconds() })
  else if (job.status === 'RUNNING') complete(job, requests, call)
  return { json: job }
}

function complete(job: Loose, inline: Loose[] | undefined, { state, run }: Call): void {
  const requests = inline ?? job.input_files.flatMap((id: string) => linesOf(state.files.get(id)!.bytes.toString()))
  const answers: Loose[] = requests.map(({ custom_id, body }: Loose, at: number) => {
    const reply = run('POST', job.endpoint, { model: job.model, ...body, stream: false })
    const response = { status_code: reply.status ?? 200, body: 'json' in reply ? reply.json : null }
    return { id: `batch-${job.id.slice(0, 8)}-${at}`, custom_id, response, error: null }
  })
  const bad = answers.filter(({ response }) => response.status_code >= 400).length
  const bytes = Buffer.from(answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''))
  const { facts } = storeFile(state, bytes, `${job.id}.jsonl`, 'batch', 'application/jsonl', null)
  Object.assign(job, {
    status: 'SUCCESS',
    output_file: facts.id,
    outputs: inline ? answers : null,
    total_requests: answers.length,
    completed_requests: answers.length,
    succeeded_requests: answers.length - bad,
    failed_requests: bad,
    completed_at: state.seconds(),
  })
}

/** Batches, whose requests come with the job or as files. */
export const batchRoutes: readonly Route[] = [
  { method: 'POST', path: '/batch/jobs', handle: submit },
  {
    method: 'GET',
    path: '/batch/jobs',
    handle: ({ state }) => {
      const data = [...state.batches.values()].map(({ job }) => job)
      return { json: { data, object: 'list', total: data.length } }
    },
  },
  { method: 'GET', path: '/batch/jobs/:id', handle: look },
  {
    method: 'POST',
    path: '/batch/jobs/:id/cancel',
    handle: (call) => ({ json: Object.assign(found(call).job, { status: 'CANCELLATION_REQUESTED' }) }),
  },
]
