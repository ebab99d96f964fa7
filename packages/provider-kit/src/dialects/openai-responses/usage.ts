import type { Usage } from '@llmrr/core'
import type { WireToolUsage, WireUsage } from './wire.ts'

const atLeast0 = (value: number): number => Math.max(0, value)

/** Disjoint meters of a reply's usage; `undefined` when it tells none. Meters of hosted tools stand beside the tokens. */
export function readUsage(usage: WireUsage | null | undefined, tools?: WireToolUsage | null): Usage | undefined {
  if (!usage) return undefined
  const { input_tokens: input, input_tokens_details: read, output_tokens: output, output_tokens_details: wrote } = usage
  const cached = read?.cached_tokens
  const written = read?.cache_write_tokens
  const long = read?.cache_write_tokens_details?.ttl_12h_tokens
  const reasoning = wrote?.reasoning_tokens
  const searches = tools?.web_search?.num_requests
  const pictures = tools?.image_gen
  return {
    ...(input !== undefined && { input: atLeast0(input - (cached ?? 0) - (written ?? 0)) }),
    ...(cached !== undefined && { cacheRead: cached }),
    ...(written !== undefined && { cacheWrite: atLeast0(written - (long ?? 0)) }),
    ...(long !== undefined && { cacheWriteLong: long }),
    ...(output !== undefined && { output: atLeast0(output - (reasoning ?? 0)) }),
    ...(reasoning !== undefined && { reasoning }),
    ...(searches && { searches }),
    // Made by another model at its own price, and not part of the answer's tokens.
    ...(pictures?.input_tokens && { 'x-image-tool-input': pictures.input_tokens }),
    ...(pictures?.output_tokens && { 'x-image-tool-output': pictures.output_tokens }),
  }
}
