import type { Usage } from '@llmrr/core'
import type { WireUsage } from './wire.ts'

const count = (value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : undefined

/**
 * Takes the named shares out of a total, each at most what is left, so that they and the rest add up to it. Shares that are
 * 0 are left out where services report them of models that have none.
 */
function shares(
  total: number,
  parts: readonly (readonly [meter: string, value: number | undefined, evenIf0: boolean])[],
) {
  const meters: Record<string, number> = {}
  let rest = total
  for (const [meter, value, evenIf0] of parts) {
    if (value === undefined || (value === 0 && !evenIf0)) continue
    meters[meter] = Math.min(value, rest)
    rest -= meters[meter]
  }
  return { meters, rest }
}

/** Disjoint meters of a usage; `undefined` when it tells none. */
export function toUsage(wire: WireUsage | null | undefined): Usage | undefined {
  let prompt = count(wire?.prompt_tokens)
  let completion = count(wire?.completion_tokens)
  if (!wire || (prompt === undefined && completion === undefined)) return undefined
  const { prompt_tokens_details: read, completion_tokens_details: wrote } = wire
  const reasoning = count(wrote?.reasoning_tokens ?? wire.reasoning_tokens)
  // xAI counts reasoning beside the completion, as DeepInfra does for some models: the total tells.
  const beside = wire.total_tokens === (prompt ?? 0) + (completion ?? 0) + (reasoning ?? 0)
  if (completion !== undefined && reasoning && (beside || reasoning > completion)) completion += reasoning
  const audio = count(read?.audio_tokens)
  // Mistral counts sound beside the prompt.
  if (audio && prompt !== undefined && wire.total_tokens === prompt + (completion ?? 0) + audio) prompt += audio
  const input = shares(prompt ?? 0, [
    [
      'cacheRead',
      count(read?.cached_tokens ?? wire.cached_tokens ?? wire.num_cached_tokens ?? wire.prompt_cache_hit_tokens),
      true,
    ],
    ['cacheWrite', count(read?.cache_write_tokens), false],
    ['audioInput', audio, false],
    ['imageInput', count(read?.image_tokens), false],
    ['videoInput', count(read?.video_tokens), false],
  ])
  const output = shares(completion ?? 0, [
    ['reasoning', reasoning, true],
    ['audioOutput', count(wrote?.audio_tokens), false],
    ['imageOutput', count(wrote?.image_tokens), false],
  ])
  const seconds = count(wire.prompt_audio_seconds)
  const searches = count(wire.searches)
  return {
    ...(prompt !== undefined && { input: input.rest, ...input.meters }),
    ...(completion !== undefined && { output: output.rest, ...output.meters }),
    ...(seconds && { seconds }),
    ...(searches && { searches }),
  }
}
