import type { Usage } from '@llmrr/core'
import type { WireCount, WireUsage } from './wire.ts'

const of = (modality: string, counts: readonly WireCount[] | undefined): number => {
  let sum = 0
  for (const count of counts ?? []) if (count.modality === modality) sum += count.tokenCount ?? 0
  return sum
}

/**
 * The meters. Prompt counts include what was read from a cache, and are told by modality; what the service's own tools have
 * read counts as input beside them. What is 0 is left out of the wire.
 */
export function readUsage(wire: WireUsage, searches: number): Usage | undefined {
  const { promptTokenCount: prompt, candidatesTokenCount: candidates, thoughtsTokenCount: thoughts } = wire
  if (prompt === undefined && candidates === undefined) return undefined
  const { cachedContentTokenCount: cacheRead = 0, toolUsePromptTokenCount: read = 0 } = wire
  let left = Math.max(0, (prompt ?? 0) - cacheRead)
  const take = (modality: string): number => {
    const all = of(modality, wire.promptTokensDetails)
    const count = Math.min(left, Math.max(0, all - of(modality, wire.cacheTokensDetails)))
    left -= count
    return count
  }
  const audioInput = take('AUDIO')
  const imageInput = take('IMAGE')
  const videoInput = take('VIDEO')
  let said = candidates ?? 0
  const made = (modality: string): number => {
    const count = Math.min(said, of(modality, wire.candidatesTokensDetails))
    said -= count
    return count
  }
  const imageOutput = made('IMAGE')
  const audioOutput = made('AUDIO')
  return {
    input: left + read,
    ...(cacheRead > 0 && { cacheRead: Math.min(cacheRead, prompt ?? 0) }),
    ...(audioInput > 0 && { audioInput }),
    ...(imageInput > 0 && { imageInput }),
    ...(videoInput > 0 && { videoInput }),
    output: said,
    ...(thoughts !== undefined && { reasoning: thoughts }),
    ...(imageOutput > 0 && { imageOutput }),
    ...(audioOutput > 0 && { audioOutput }),
    ...(searches > 0 && { searches }),
  }
}

/** The tier of service as the service names it, whichever of its two words it has. */
export const tierOfUsage = ({ serviceTier, trafficType }: WireUsage): string | undefined => serviceTier ?? trafficType
