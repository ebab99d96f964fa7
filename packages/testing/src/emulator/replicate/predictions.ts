import type { Loose } from '../http/loose.ts'
import { a, inspect } from '../http/shape.ts'
import { refuse } from '../service.ts'
import type { Call, Reply } from '../service.ts'
import { remember } from '../state.ts'
import { inputs, kindOf } from './kinds.ts'
import { workOf } from './run.ts'
import type { Stored } from './run.ts'
import { failureOf, refuseMissing, refuseShape } from './words.ts'

const webhooks = { webhook: a.string, webhook_events_filter: a.array, stream: a.boolean }
const common = { input: { type: 'object', required: true }, ...webhooks } as const
const hex = /^[0-9a-f]{64}$/u
const isGone = (name: string): boolean => /does-not-exist|non-existent/u.test(name)

/** Where the emulator stands, as the client sees it. */
const here = ({ headers, service }: Call): string => `http://${headers['host']}/${service.slug}`

/** `POST /v1/predictions`: a version, or an official model by its name. */
export function createByVersion(call: Call): Reply {
  const { body } = call
  check(body, { version: { type: 'string', required: true }, ...common })
  const [name = '', version] = String(body.version).split(':')
  const isVersion = hex.test(version ?? name)
  if (isGone(name) || (!isVersion && (version !== undefined || !name.includes('/'))))
    refuse(failureOf(422, 'Invalid version or not permitted'))
  return create(
    call,
    isVersion && version === undefined ? 'acme/unnamed' : name,
    isVersion ? (version ?? name) : 'hidden',
  )
}

/** `POST /v1/models/{owner}/{name}/predictions`: official models only. Those of the owner `community` are none. */
export function createOfficial(call: Call): Reply {
  const [owner, name] = call.params
  if (isGone(call.path) || owner === 'community') refuseMissing()
  check(call.body, common)
  return create(call, `${owner}/${name}`, 'hidden')
}

/** `POST /v1/deployments/{owner}/{name}/predictions`. */
export function createDeployed(call: Call): Reply {
  const [owner, name] = call.params
  if (isGone(call.path)) refuseMissing()
  check(call.body, common)
  return create(call, `${owner}/${name}`, '0'.repeat(64))
}

function check(body: Loose, fields: Parameters<typeof inspect>[1]): void {
  const problem = inspect(body ?? {}, fields)
  if (problem) refuseShape(problem)
}

function create(call: Call, model: string, version: string): Reply {
  const { body, state, headers } = call
  const { input } = body
  const kind = kindOf(model, input)
  const types = inputs[kind]
  const [main = 'prompt'] = Object.keys(types)
  const others: Readonly<Record<string, string>> = { prompt: 'messages', text: 'text_batch' }
  if (input[main] === undefined && input[others[main] ?? ''] === undefined)
    refuseShape({ kind: 'missing', path: ['input', main] })
  for (const [name, type] of Object.entries(types)) {
    const problem =
      input[name] === undefined
        ? undefined
        : inspect({ [name]: input[name] }, { [name]: { type: type as 'string' } }, ['input'])
    if (problem) refuseShape(problem)
  }
  const id = state.id('', 26)
  const at = here(call)
  const work = workOf(call, model, input, version === 'hidden', `${at}/delivery/${id}`)
  const facts: Loose = {
    id,
    model,
    version,
    input,
    logs: '',
    output: null,
    data_removed: false,
    error: null,
    status: 'starting',
    created_at: new Date(state.now()).toISOString(),
    urls: {
      cancel: `${at}/v1/predictions/${id}/cancel`,
      get: `${at}/v1/predictions/${id}`,
      ...((kind === 'text' || kind === 'image') && { stream: `${at}/v1/streams/${id}` }),
    },
  }
  remember(state.stored, id, { facts, work } satisfies Stored)
  const wait = /^wait(?:=(\d+))?$/u.exec(headers['prefer'] ?? '')
  if (!wait) return { status: 201, json: { ...facts } }
  // As the service does it: whole, and still called `processing`.
  facts.status = 'processing'
  facts.output = work.output
  return { status: 201, headers: { 'preference-applied': wait[0] }, json: { ...facts } }
}

function stored({ state, params: [id] }: Call): Stored {
  return (state.stored.get(id!) as Stored | undefined) ?? refuseMissing()
}

function succeed({ facts, work }: Stored, now: number): void {
  if (facts.status === 'canceled') return
  Object.assign(facts, {
    status: 'succeeded',
    output: work.output,
    metrics: work.metrics,
    completed_at: new Date(now).toISOString(),
  })
}

/** `GET /v1/predictions/{id}`. A run is at work on the first look, and done on the second. */
export function look(call: Call): Reply {
  const one = stored(call)
  const { facts, work } = one
  if (facts.status === 'starting') {
    facts.status = 'processing'
    if (work.pieces.length > 0 && Array.isArray(work.output))
      facts.output = work.pieces.slice(0, Math.ceil(work.pieces.length / 2))
  } else if (facts.status === 'processing') succeed(one, call.state.now())
  return { json: { ...facts } }
}

/** `GET /v1/predictions`. */
export const list = ({ state }: Call): Reply => ({
  json: { next: null, previous: null, results: [...state.stored.values()].map(({ facts }) => facts).toReversed() },
})

/** `POST /v1/predictions/{id}/cancel`. */
export function cancel(call: Call): Reply {
  const { facts } = stored(call)
  if (facts.status !== 'succeeded')
    Object.assign(facts, {
      status: 'canceled',
      metrics: { predict_time: 0.125 },
      completed_at: new Date(call.state.now()).toISOString(),
    })
  return { json: { ...facts } }
}

/** The stream of a run: plain text, in as many lines as it has. `last-event-id` goes on behind an event. */
export function stream(call: Call): Reply {
  const one = stored(call)
  const { pieces } = one.work
  const from = Number(call.headers['last-event-id']?.split(':')[1] ?? -1) + 1
  const event = (name: string, at: number, data: string): string =>
    `event: ${name}\nid: 1700000000:${at}\n${data
      .split('\n')
      .map((line) => `data: ${line}\n`)
      .join('')}\n`
  function* events(): Iterable<string> {
    yield ': hi\n\n'
    for (let at = from; at < pieces.length; at++) yield event('output', at, pieces[at]!)
    succeed(one, call.state.now())
    yield event('done', pieces.length, '{}')
  }
  return {
    events: events(),
    broken: (detail) => [`event: error\ndata: ${JSON.stringify({ detail: detail ?? 'CUDA out of memory' })}\n\n`],
  }
}

/** A file that a run has given. Anybody may fetch it. */
export function deliver(call: Call): Reply {
  const file = stored(call).work.files[call.params[1]!]
  return file ? { bytes: file.bytes, type: file.type } : failureOf(404, undefined)
}
