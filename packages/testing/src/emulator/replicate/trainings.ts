import type { Loose } from '../http/loose.ts'
import { a, inspect } from '../http/shape.ts'
import { refuse } from '../service.ts'
import type { Call, Reply } from '../service.ts'
import { failed, refuseMissing, refuseShape } from './words.ts'

const fields = {
  destination: { type: 'string', required: true },
  input: { type: 'object', required: true },
  webhook: a.string,
  webhook_events_filter: a.array,
} as const

/** `POST /v1/models/{owner}/{name}/versions/{id}/trainings`. */
export function create(call: Call): Reply {
  const { body, state, params, headers, service } = call
  const problem = inspect(body ?? {}, fields)
  if (problem) refuseShape(problem)
  if (/does-not-exist|non-existent/u.test(body.destination))
    refuse(failed(404, 'The specified training destination does not exist'))
  const id = state.id('', 26)
  const at = `http://${headers['host']}/${service.slug}/v1/trainings/${id}`
  const facts: Loose = {
    id,
    model: `${params[0]}/${params[1]}`,
    version: params[2],
    input: body.input,
    status: 'starting',
    logs: '',
    error: null,
    output: null,
    created_at: new Date(state.now()).toISOString(),
    urls: { get: at, cancel: `${at}/cancel` },
  }
  state.batches.set(id, { facts, destination: body.destination })
  return { status: 201, json: { ...facts } }
}

const found = ({ state, params: [id] }: Call): Loose => state.batches.get(id!) ?? refuseMissing()

/** `GET /v1/trainings/{id}`. A training is at work on the first look, and done on the second. */
export function look(call: Call): Reply {
  const { facts, destination } = found(call)
  if (facts.status === 'starting') facts.status = 'processing'
  else if (facts.status === 'processing')
    Object.assign(facts, {
      status: 'succeeded',
      metrics: { predict_time: 60 },
      output: { version: `${destination}:${'d'.repeat(64)}`, weights: 'https://replicate.delivery/weights.tar' },
    })
  return { json: { ...facts } }
}

/** `GET /v1/trainings`. */
export const list = ({ state }: Call): Reply => ({
  json: { next: null, previous: null, results: [...state.batches.values()].map(({ facts }) => facts).toReversed() },
})

/** `POST /v1/trainings/{id}/cancel`. */
export function cancel(call: Call): Reply {
  const { facts } = found(call)
  if (facts.status !== 'succeeded') facts.status = 'canceled'
  return { json: { ...facts } }
}
