import type { CacheMark, Context, PromptCache } from '@llmrr/core'
import type { WireBlock, WireCacheControl, WireTool } from './wire.ts'

const mostMarks = 4

const lasting = (seconds: number | undefined): WireCacheControl =>
  seconds === undefined ? { type: 'ephemeral' } : { type: 'ephemeral', ttl: seconds <= 300 ? '5m' : '1h' }

/** The field of a block that ends a prefix to cache. */
export const cached = (mark: CacheMark | undefined): { readonly cache_control?: WireCacheControl } =>
  mark === undefined ? {} : { cache_control: lasting(mark === true ? undefined : mark.ttlSeconds) }

/** The field of a request whose last cacheable block is to be cached. */
export function cachedRequest(cache: PromptCache | undefined, context: Context): ReturnType<typeof cached> {
  if (!cache) return {}
  if (cache.key !== undefined)
    context.warn('cache.key', 'Claude finds cached prompts by their text; the key was left out.')
  return { cache_control: lasting(cache.ttlSeconds) }
}

type Marked = { readonly type?: string; readonly cache_control?: WireCacheControl; readonly content?: unknown }

/**
 * Removes marks beyond the four that a request may have, from the front: the last ones cover the longest prefixes. `places`
 * holds what carries marks, in the order in which the service reads it: tools, system, messages.
 */
export function limitMarks(places: readonly (WireTool | WireBlock)[], taken: number, context: Context): void {
  const marked: Marked[] = []
  for (const place of places as readonly Marked[]) {
    const inner = place.type === 'tool_result' && Array.isArray(place.content) ? (place.content as Marked[]) : []
    for (const one of [...inner, place]) if (one.cache_control) marked.push(one)
  }
  const extra = marked.slice(0, Math.max(0, marked.length + taken - mostMarks))
  if (extra.length === 0) return
  for (const one of extra) delete (one as { cache_control?: unknown }).cache_control
  context.warn(
    'cache',
    `A request may mark ${mostMarks} prefixes to cache; the first ${extra.length} of the marks were left out.`,
  )
}
