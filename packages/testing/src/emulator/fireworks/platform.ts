import type { Loose } from '../http/loose.ts'
import { inspect } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import { gone, json, kinds, nameOf, now } from './kinds.ts'
import { refused } from './words.ts'

const served = ['gpt-oss-120b', 'gpt-oss-20b', 'glm-5p2', 'kimi-k2p6', 'qwen3-embedding-8b', 'qwen3-reranker-8b'].map(
  (id) => ({
    name: `accounts/fireworks/models/${id}`,
    displayName: id,
    kind: id.includes('embedding') ? 'EMBEDDING_MODEL' : 'HF_BASE_MODEL',
    state: 'READY',
    createTime: '2026-01-01T00:00:00Z',
    contextLength: 131_072,
    supportsTools: true,
    supportsImageInput: id.startsWith('kimi'),
    supportsServerless: true,
  }),
)

const hidden = ({ files: _, ...rest }: Loose): Loose => rest

/** The kind in the path, and the id and the verb behind it. */
function asked(call: Call): { kind: string; id: string; verb?: string; one: Loose } {
  const [, kind, last = ''] = call.params
  const [id = '', verb] = last.split(':')
  return { kind: kind!, id, verb, one: call.state.stored.get(nameOf(call, kind!, id)) }
}

function create(call: Call): Reply {
  const { body, query, state } = call
  const [, name = ''] = call.params
  const kind = kinds[name] ?? gone()
  const problem = inspect(body, kind.fields)
  if (problem) refuse(refused(400, 3, `${problem.path.join('.')}: ${problem.kind}`))
  const given = query.get(kind.idIn) ?? body[kind.idIn]
  const id: string = given ?? state.id('', 8)
  const { [kind.idIn]: _, dataset, model, ...rest } = body
  const own =
    name === 'datasets'
      ? {}
      : name === 'models'
        ? {}
        : { ...rest, ...(model && { model }), ...(dataset && { dataset }) }
  const full = nameOf(call, name, id)
  if (state.stored.has(full)) return refused(409, 6, 'resource already exists')
  const one = {
    ...own,
    name: full,
    createTime: now(call),
    status: { code: 'OK', message: '' },
    ...kind.made(body, call),
  }
  state.stored.set(full, one)
  return json(hidden(one))
}

function list(call: Call): Reply {
  const [account, name = ''] = call.params
  if (!kinds[name]) gone()
  const own = [...call.state.stored.values()].filter((one) =>
    String(one.name).startsWith(`accounts/${account}/${name}/`),
  )
  const all: Loose[] = name === 'models' && account === 'fireworks' ? served : own.map(hidden)
  // Pages of four, so that there are some.
  const from = Number(call.query.get('pageToken') ?? 0)
  const next = from + 4 < all.length ? String(from + 4) : ''
  return json({ [name]: all.slice(from, from + 4), nextPageToken: next, totalSize: all.length })
}

function get(call: Call): Reply {
  const { kind, verb, one } = asked(call)
  if (!one) gone()
  if (verb !== undefined) return kinds[kind]?.verbs?.[verb]?.(one, call) ?? gone()
  kinds[kind]?.seen?.(one, call)
  return json(hidden(one))
}

function post(call: Call): Reply {
  const { kind, verb = '', one } = asked(call)
  if (!one) gone()
  return kinds[kind]?.verbs?.[verb]?.(one, call) ?? gone()
}

function patch(call: Call): Reply {
  const { verb, one } = asked(call)
  if (verb !== undefined) return post(call)
  return one ? json(hidden(Object.assign(one, call.body))) : gone()
}

function remove(call: Call): Reply {
  const { one } = asked(call)
  if (!one) gone()
  // What has been ended can be brought back.
  if (one.baseModel) one.state = 'DELETED'
  else if (one.jobProgress !== undefined || one.state?.startsWith('JOB_')) one.state = 'JOB_STATE_DELETING_CLEANING_UP'
  else call.state.stored.delete(one.name)
  return json({})
}

const path = '/v1/accounts/:account/:kind'

/** The platform: datasets, batches, tunings, deployments, adapters and models of an account, and where its files lie. */
export const platformRoutes: readonly Route[] = [
  { method: 'GET', path, handle: list },
  { method: 'POST', path, handle: create },
  { method: 'GET', path: `${path}/:id`, handle: get },
  { method: 'POST', path: `${path}/:id`, handle: post },
  { method: 'PATCH', path: `${path}/:id`, handle: patch },
  { method: 'DELETE', path: `${path}/:id`, handle: remove },
  {
    method: 'GET',
    path: '/storage/:id/:name',
    handle: ({ state, params: [id, name], headers }) => {
      // A signed address refuses a second proof.
      if (headers['authorization'] !== undefined) return refused(400, 3, 'Only one auth mechanism allowed')
      const held = [...state.stored.values()].find((one) => one.files && String(one.name).endsWith(`/datasets/${id}`))
      return held ? { bytes: held.files[name!] ?? '', type: 'application/octet-stream' } : gone()
    },
  },
]
