import { countTokens } from '../brain/tokens.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect } from '../http/shape.ts'
import { refuse, type Call, type Route } from '../service.ts'
import { failed, invalid, refuseProblem } from './words.ts'

const fields = {
  model: { type: 'string', required: true },
  contents: a.array,
  systemInstruction: a.object,
  tools: a.array,
  toolConfig: a.object,
  ttl: a.string,
  expireTime: a.string,
  displayName: a.string,
} as const

const least = 1024

const gone = (): never =>
  refuse(failed(403, { status: 'PERMISSION_DENIED', message: 'CachedContent not found (or permission denied)' }))

function create({ body, state }: Call, prefix: string) {
  const problem = inspect(body ?? {}, fields)
  if (problem) refuseProblem(problem)
  const total = countTokens(JSON.stringify([body.systemInstruction, body.contents, body.tools]))
  if (total < least) invalid(`Cached content is too small. total_token_count=${total}, min_total_token_count=${least}`)
  const id = `cachedContents/${state.id('', 20)}`
  const now = state.now()
  const json = {
    name: `${prefix}${id}`,
    model: body.model,
    displayName: body.displayName ?? '',
    createTime: new Date(now).toISOString(),
    updateTime: new Date(now).toISOString(),
    expireTime: new Date(now + 1000 * Number(String(body.ttl ?? '3600s').replace('s', ''))).toISOString(),
    usageMetadata: { totalTokenCount: total },
  }
  state.stored.set(id, json)
  return { json }
}

/** Explicit caches below a root; `prefixOf` is what their names begin with. */
export function cacheRoutes(root: string, prefixOf: (call: Call) => string): readonly Route[] {
  const key = ({ params }: Call): string => `cachedContents/${params.at(-1)}`
  const found = (call: Call): Loose => call.state.stored.get(key(call)) ?? gone()
  return [
    { method: 'POST', path: `${root}/cachedContents`, handle: (call) => create(call, prefixOf(call)) },
    {
      method: 'GET',
      path: `${root}/cachedContents`,
      handle: ({ state }) => ({
        json: { cachedContents: [...state.stored].filter(([id]) => id.startsWith('cached')).map(([, one]) => one) },
      }),
    },
    { method: 'GET', path: `${root}/cachedContents/:id`, handle: (call) => ({ json: found(call) }) },
    {
      method: 'PATCH',
      path: `${root}/cachedContents/:id`,
      handle: (call) => {
        const seconds = Number(String(call.body?.ttl ?? '').replace('s', ''))
        const json = { ...found(call), expireTime: new Date(call.state.now() + 1000 * seconds).toISOString() }
        call.state.stored.set(key(call), json)
        return { json }
      },
    },
    {
      method: 'DELETE',
      path: `${root}/cachedContents/:id`,
      handle: (call) => {
        found(call)
        call.state.stored.delete(key(call))
        return { json: {} }
      },
    },
  ]
}
