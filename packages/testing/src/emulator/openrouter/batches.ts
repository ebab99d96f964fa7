import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { failed, openrouterWords as words } from './words.ts'

const endpoints = ['/v1/chat/completions', '/v1/responses', '/v1/messages', '/v1/embeddings']
const fields: Fields = {
  endpoint: { type: 'string', required: true, values: endpoints },
  model: { type: 'string', required: true },
  requests: { type: 'array', required: true },
  completion_window: a.string,
}

function submit({ body, raw, state }: Call): Reply {
  const problem = inspect(body, fields)
  if (problem) refuse(words.problem(problem))
  const [first] = Object.keys(body)
  // Read as it comes.
  if (first === 'requests' || Buffer.from(raw).indexOf('"requests"') < Buffer.from(raw).indexOf('"model"'))
    refuse(failed(400, '"endpoint" and "model" must precede "requests"'))
  const other = body.requests.find(({ body: one }: Loose) => one.model !== undefined && one.model !== body.model)
  if (other) refuse(failed(400, `requests: the model of "${other.custom_id}" is not that of the batch`))
  const { requests, ...facts } = body
  const batch = {
    id: state.id('batch_'),
    object: 'batch',
    completion_window: '24h',
    ...facts,
    status: 'validating',
    request_counts: { total: requests.length, completed: 0, failed: 0 },
    created_at: state.seconds(),
    finalized_at: null,
    error: null,
  }
  state.batches.set(batch.id, { batch, requests })
  return { status: 202, json: batch }
}

const found = ({ state, params: [id] }: Call): Loose =>
  state.batches.get(id!) ?? refuse(words.failure(404, undefined, ''))

/** One step further at each look: at work, then done. */
function look(call: Call): Reply {
  const { batch, requests } = found(call)
  if (batch.status === 'validating') Object.assign(batch, { status: 'in_progress' })
  else if (batch.status === 'in_progress') {
    const results = requests.map(({ custom_id, body }: Loose) => {
      const reply = call.run('POST', `/api${batch.endpoint}`, { ...body, model: batch.model, stream: false })
      const status_code = reply.status ?? 200
      const response = { status_code, request_id: call.requestId, body: 'json' in reply ? reply.json : null }
      return { id: call.state.id('batch_req_'), custom_id, response, error: null }
    })
    const isBad = ({ response }: Loose): boolean => response.status_code >= 400
    const failures = results.filter(isBad).length
    Object.assign(batch, {
      status: 'completed',
      results,
      request_counts: { total: results.length, completed: results.length - failures, failed: failures },
      finalized_at: call.state.seconds(),
    })
  }
  return { json: batch }
}

/** Batches, beside the API. */
export const batchRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/beta/batches', handle: submit },
  { method: 'GET', path: '/api/beta/batches/:id', handle: look },
]
