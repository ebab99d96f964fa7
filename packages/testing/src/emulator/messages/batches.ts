import type { Loose } from '../http/loose.ts'
import { inspect } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { failed, invalid, sayProblem } from './words.ts'

/** Message batches. A batch really runs, when it is looked at for the second time; the first look says `in_progress`. */
export const batchRoutes: readonly Route[] = [
  { method: 'POST', path: '/v1/messages/batches', handle: submit },
  { method: 'GET', path: '/v1/messages/batches', handle: list },
  {
    method: 'GET',
    path: '/v1/messages/batches/:id',
    handle: (call) => ({ headers: { 'retry-after': '1' }, json: factsOf(advance(found(call), call)) }),
  },
  { method: 'DELETE', path: '/v1/messages/batches/:id', handle: drop },
  { method: 'POST', path: '/v1/messages/batches/:id/cancel', handle: cancel },
  { method: 'GET', path: '/v1/messages/batches/:id/results', handle: results },
]

/** What is kept: the service's description, the requests, the lines of the results, and how often somebody looked. */
interface Kept {
  facts: Loose
  requests: Loose[]
  lines: Loose[]
  looks: number
}

const factsOf = ({ facts }: Kept): Loose => facts

function found({ state, params: [id], requestId }: Call): Kept {
  return state.batches.get(id!) ?? refuse(failed(404, 'not_found_error', `Message batch ${id} not found`, requestId))
}

function submit({ body, state, requestId }: Call): Reply {
  const problem = inspect(body ?? {}, { requests: { type: 'array', required: true } })
  if (problem) invalid(sayProblem(problem), requestId)
  const requests: Loose[] = body.requests
  if (requests.length === 0) invalid('requests: List should have at least 1 item after validation, not 0', requestId)
  for (const [i, { custom_id: id, params }] of requests.entries()) {
    if (typeof id !== 'string' || !/^[\w-]{1,64}$/u.test(id))
      invalid(`requests.${i}.custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'`, requestId)
    if (!params) invalid(`requests.${i}.params: Field required`, requestId)
  }
  if (new Set(requests.map(({ custom_id: id }) => id)).size < requests.length)
    invalid('requests: custom_id must be unique', requestId)
  const facts = {
    id: state.id('msgbatch_01', 22),
    type: 'message_batch',
    processing_status: 'in_progress',
    request_counts: { processing: requests.length, succeeded: 0, errored: 0, canceled: 0, expired: 0 },
    ended_at: null,
    created_at: new Date(state.now()).toISOString(),
    expires_at: new Date(state.now() + 86_400_000).toISOString(),
    archived_at: null,
    cancel_initiated_at: null,
    results_url: null,
  }
  state.batches.set(facts.id, { facts, requests, lines: [], looks: 0 } satisfies Kept)
  return { json: facts }
}

function advance(kept: Kept, call: Call): Kept {
  const { facts } = kept
  if (facts.processing_status === 'ended' || (facts.processing_status === 'in_progress' && kept.looks++ === 0))
    return kept
  const canceled = facts.processing_status === 'canceling'
  kept.lines = kept.requests.map(({ custom_id, params }) => ({
    custom_id,
    result: canceled ? { type: 'canceled' } : resultOf(params, call),
  }))
  const count = (type: string): number => kept.lines.filter(({ result }) => result.type === type).length
  Object.assign(facts, {
    processing_status: 'ended',
    ended_at: new Date(call.state.now()).toISOString(),
    request_counts: {
      processing: 0,
      succeeded: count('succeeded'),
      errored: count('errored'),
      canceled: count('canceled'),
      expired: 0,
    },
    results_url: `http://${call.headers.host}/${call.service.slug}/v1/messages/batches/${facts.id}/results`,
  })
  return kept
}

function resultOf(params: Loose, call: Call): Loose {
  const reply = call.run('POST', '/v1/messages', { ...params, stream: false })
  const json: Loose = 'json' in reply ? reply.json : undefined
  if ((reply.status ?? 200) >= 400) return { type: 'errored', error: json }
  return { type: 'succeeded', message: { ...json, usage: { ...json.usage, service_tier: 'batch' } } }
}

function list({ state }: Call): Reply {
  const data = [...state.batches.values()].map(factsOf).toReversed()
  return { json: { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null } }
}

function drop(call: Call): Reply {
  const { facts } = found(call)
  if (facts.processing_status !== 'ended')
    invalid(`Batch ${facts.id} cannot be deleted while it is processing`, call.requestId)
  call.state.batches.delete(facts.id)
  return { json: { id: facts.id, type: 'message_batch_deleted' } }
}

function cancel(call: Call): Reply {
  const { facts } = found(call)
  if (facts.processing_status === 'ended') invalid(`Batch ${facts.id} has already ended`, call.requestId)
  Object.assign(facts, {
    processing_status: 'canceling',
    cancel_initiated_at: new Date(call.state.now()).toISOString(),
  })
  return { json: facts }
}

function results(call: Call): Reply {
  const { facts, lines } = found(call)
  if (facts.results_url === null)
    refuse(
      failed(
        404,
        'not_found_error',
        `Batch ${facts.id} has no available results because it has not ended`,
        call.requestId,
      ),
    )
  const headers = { 'content-disposition': `attachment; filename*=utf-8''${facts.id}_results.jsonl` }
  return { headers, bytes: lines.map((line) => `${JSON.stringify(line)}\n`).join(''), type: 'application/x-jsonl' }
}
