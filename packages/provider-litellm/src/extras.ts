import { readKey, toWireKey } from './keys.ts'
import type { Context } from '@llmrr/core'
import type { Http } from '@llmrr/provider-kit'
import type { VirtualKey, VirtualKeyRequest } from './keys.ts'

/** How the models behind are. */
export interface Health {
  readonly healthy: readonly Readonly<Record<string, unknown>>[]
  readonly unhealthy: readonly Readonly<Record<string, unknown>>[]
}

/** What the proxy alone has. Most of it needs the master key, and keys a database. */
export const extras = (http: Http) => ({
  /** Whether the proxy is up, with its version, database and cache, in its own words. Needs no key. */
  async readiness(_: undefined, context: Context): Promise<Readonly<Record<string, unknown>>> {
    return (await http.json<Record<string, unknown>>({ method: 'GET', path: '/health/readiness' }, context)).body
  },
  /** Really asks the models behind, all or those of one name. */
  async health({ model }: { readonly model?: string }, context: Context): Promise<Health> {
    const request = { method: 'GET', path: '/health', ...(model !== undefined && { query: { model } }) } as const
    const { body } = await http.json<{
      readonly healthy_endpoints?: readonly Record<string, unknown>[]
      readonly unhealthy_endpoints?: readonly Record<string, unknown>[]
    }>(request, context)
    return { healthy: body.healthy_endpoints ?? [], unhealthy: body.unhealthy_endpoints ?? [] }
  },
  /** The deployments behind each name, with windows, prices and features, in the proxy's words. */
  async modelInfo(_: undefined, context: Context): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const request = { method: 'GET', path: '/v1/model/info' } as const
    return (await http.json<{ readonly data: readonly Record<string, unknown>[] }>(request, context)).body.data
  },
  /** Makes a virtual key. */
  async createKey(request: VirtualKeyRequest, context: Context): Promise<VirtualKey> {
    const { body } = await http.json<Parameters<typeof readKey>[0]>(
      { path: '/key/generate', body: toWireKey(request) },
      context,
    )
    return readKey(body)
  },
  /** Changes what a virtual key may do. */
  async updateKey({ key, ...request }: VirtualKeyRequest & { readonly key: string }, context: Context): Promise<void> {
    await http.json({ path: '/key/update', body: { key, ...toWireKey(request) } }, context)
  },
  /** What a virtual key is, with what it has spent; without one, the key of this provider. */
  async key({ key }: { readonly key?: string }, context: Context): Promise<VirtualKey> {
    const request = { method: 'GET', path: '/key/info', ...(key !== undefined && { query: { key } }) } as const
    const { body } = await http.json<{ readonly key: string; readonly info: object }>(request, context)
    return readKey({ ...body.info, key: body.key })
  },
  /** Deletes virtual keys. */
  async deleteKeys({ keys }: { readonly keys: readonly string[] }, context: Context): Promise<void> {
    await http.json({ path: '/key/delete', body: { keys } }, context)
  },
  /** Stops a virtual key from asking, or lets it ask again. */
  async blockKey(
    { key, blocked }: { readonly key: string; readonly blocked: boolean },
    context: Context,
  ): Promise<void> {
    await http.json({ path: blocked ? '/key/block' : '/key/unblock', body: { key } }, context)
  },
  /** What was spent, call by call, in the proxy's words; dates are `YYYY-MM-DD`. */
  async spendLogs(
    { key, startDate, endDate }: { readonly key?: string; readonly startDate?: string; readonly endDate?: string },
    context: Context,
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const query = { api_key: key, start_date: startDate, end_date: endDate }
    return (await http.json<readonly Record<string, unknown>[]>({ method: 'GET', path: '/spend/logs', query }, context))
      .body
  },
  /** The guardrails that requests may name, in the proxy's words. */
  async guardrails(_: undefined, context: Context): Promise<Readonly<Record<string, unknown>>> {
    return (await http.json<Record<string, unknown>>({ method: 'GET', path: '/guardrails/list' }, context)).body
  },
  /** Forgets kept answers, by their keys. */
  async deleteCached({ keys }: { readonly keys: readonly string[] }, context: Context): Promise<void> {
    await http.json({ path: '/cache/delete', body: { keys } }, context)
  },
})
