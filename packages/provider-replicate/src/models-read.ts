import { withoutRaw } from '@llmrr/provider-kit'
import { inPath } from './where.ts'
import type { Context, Host } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { WireModel, WireVersion } from './wire.ts'

/** Reads a model, `owner/name`, or one of its versions; what was read less than ten minutes ago is not asked for again. */
export interface ModelReader {
  model(name: string, context: Context): Promise<WireModel>
  version(name: string, id: string, context: Context): Promise<WireVersion>
}

const keptMs = 600_000

/** Makes the reader of a provider. */
export function modelReader(http: Http): ModelReader {
  // One memory per host: another host is another world.
  const memories = new WeakMap<Host, Map<string, { readonly at: number; readonly body: unknown }>>()
  async function get<T>(path: string, context: Context): Promise<T> {
    const { host } = context
    const now = host.now()
    let kept = memories.get(host)
    if (!kept) memories.set(host, (kept = new Map()))
    const known = kept.get(path)
    if (known && now - known.at < keptMs) return known.body as T
    const { body } = await http.json<T>({ method: 'GET', path }, withoutRaw(context))
    kept.set(path, { at: now, body })
    return body
  }
  return {
    model: (name, context) => get(`/models/${inPath(name)}`, context),
    version: (name, id, context) => get(`/models/${inPath(name)}/versions/${encodeURIComponent(id)}`, context),
  }
}
