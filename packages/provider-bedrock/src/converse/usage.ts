import type { Usage } from '@llmrr/core'
import type { WireUsage } from './wire.ts'

/** The meters. What was written to the cache is told apart by its lifetime, where the service tells. */
export function readUsage(wire: WireUsage | undefined): Usage | undefined {
  if (!wire || (wire.inputTokens === undefined && wire.outputTokens === undefined)) return undefined
  const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens, cacheDetails } = wire
  const long = cacheDetails?.reduce((sum, { ttl, inputTokens = 0 }) => (ttl === '1h' ? sum + inputTokens : sum), 0)
  return {
    ...(inputTokens !== undefined && { input: inputTokens }),
    ...(cacheReadInputTokens !== undefined && { cacheRead: cacheReadInputTokens }),
    ...(cacheWriteInputTokens !== undefined && { cacheWrite: Math.max(0, cacheWriteInputTokens - (long ?? 0)) }),
    ...(long !== undefined && { cacheWriteLong: long }),
    ...(outputTokens !== undefined && { output: outputTokens }),
  }
}
