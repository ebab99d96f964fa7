import type { Usage } from '@llmrr/core'
import type { WireUsage } from './wire.ts'

/** Counts of a stream's end over those of its beginning; what the end does not say stays. */
export function mergedUsage(before: WireUsage, after: WireUsage | null | undefined): WireUsage {
  const merged: Record<string, unknown> = { ...before }
  for (const [field, value] of Object.entries(after ?? {})) if (value != null) merged[field] = value
  return merged
}

const sum = (runs: readonly WireUsage[], field: 'input_tokens' | 'output_tokens' | 'cache_read_input_tokens'): number =>
  runs.reduce((total, run) => total + (run[field] ?? 0), 0)

/** What was written to the cache, by its lifetime. A total that has grown since the lifetimes were told lives five minutes. */
function writes({ cache_creation_input_tokens: total, cache_creation: split }: WireUsage): readonly [number, number] {
  const long = split?.ephemeral_1h_input_tokens ?? 0
  return [total == null ? (split?.ephemeral_5m_input_tokens ?? 0) : Math.max(0, total - long), long]
}

/**
 * The meters. Where the service ran models several times for one answer (compaction, its own tools), the totals may leave
 * runs out, so the runs are added up; those of an adviser, which is another model at another price, have meters of their own.
 */
export function readUsage(wire: WireUsage): Usage | undefined {
  if (wire.input_tokens == null && wire.output_tokens == null) return undefined
  const { iterations } = wire
  const advice = iterations?.filter(({ type }) => type === 'advisor_message') ?? []
  const own = iterations?.filter(({ type }) => type !== 'advisor_message') ?? []
  const runs = own.length > 0 ? own : [wire]
  const written = runs.map(writes)
  const said = sum(runs, 'output_tokens')
  const reasoning = wire.output_tokens_details?.thinking_tokens
  const searches = wire.server_tool_use?.web_search_requests
  return {
    input: sum(runs, 'input_tokens'),
    ...(wire.cache_read_input_tokens != null && { cacheRead: sum(runs, 'cache_read_input_tokens') }),
    ...(wire.cache_creation_input_tokens != null && {
      cacheWrite: written.reduce((total, [short]) => total + short, 0),
    }),
    ...(wire.cache_creation && { cacheWriteLong: written.reduce((total, [, long]) => total + long, 0) }),
    output: Math.max(0, said - (reasoning ?? 0)),
    ...(reasoning != null && { reasoning: Math.min(reasoning, said) }),
    ...(searches != null && { searches }),
    ...(advice.length > 0 && {
      'x-advisor-input': sum(advice, 'input_tokens'),
      'x-advisor-output': sum(advice, 'output_tokens'),
    }),
  }
}

/** The tier whose price counts, as the service names it; fast mode has a price of its own. */
export const tierOfUsage = ({ speed, service_tier: tier }: WireUsage): string | undefined =>
  speed === 'fast' ? speed : (tier ?? undefined)
