import type { Usage } from '@llmrr/core'
import type { WireUsage } from './wire.ts'

/** Disjoint meters of an answer; `undefined` when it tells none. Searches are billed by themselves, other tools beside them. */
export function readAgentUsage(usage: WireUsage | null | undefined): Usage | undefined {
  if (!usage) return undefined
  const { input_tokens: input, input_tokens_details: read, output_tokens: output, tool_calls_details: tools } = usage
  const cached = read?.cache_read_input_tokens
  const written = read?.cache_creation_input_tokens
  const meters: Record<string, number> = {}
  if (input != null) meters['input'] = Math.max(0, input - (cached ?? 0) - (written ?? 0))
  if (cached) meters['cacheRead'] = cached
  if (written) meters['cacheWrite'] = written
  if (output != null) meters['output'] = output
  for (const [tool, details] of Object.entries(tools ?? {})) {
    if (details?.invocation) meters[tool === 'web_search' ? 'searches' : `x-${tool}`] = details.invocation
  }
  return meters
}
