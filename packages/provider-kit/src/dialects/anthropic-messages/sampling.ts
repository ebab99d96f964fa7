import { isNewVersion } from './quirks.ts'
import type { Context, ResolvedChatRequest } from '@llmrr/core'
import type { MessagesQuirks } from './quirks.ts'
import type { ClaudeTraits } from './traits.ts'
import type { WireThinking } from './wire.ts'

/** Whether the model takes sampling parameters in this version of the API. */
export const takesSampling = (traits: ClaudeTraits, { version }: Pick<MessagesQuirks, 'version'>): boolean =>
  traits.sampling !== 'none' && !isNewVersion(version)

/** The sampling parameters that may go together. Core has reported those of a model that takes none. */
export function toSampling(
  { temperature, topP, topK }: ResolvedChatRequest,
  traits: ClaudeTraits,
  quirks: Pick<MessagesQuirks, 'version'>,
  thinking: WireThinking | undefined,
  context: Context,
): { readonly temperature?: number; readonly top_p?: number; readonly top_k?: number } {
  if (!takesSampling(traits, quirks)) return {}
  const thinks = thinking?.type === 'enabled' || thinking?.type === 'adaptive'
  const without = (field: string, why: string): undefined => void context.warn(field, `${why}; it was left out.`)
  const heat =
    thinks && temperature !== undefined && temperature !== 1
      ? without('temperature', 'Claude takes no temperature while it thinks')
      : temperature
  if (heat !== undefined && heat > 1) context.warn('temperature', 'Claude takes 0 to 1; 1 was sent.')
  const top =
    topP === undefined
      ? undefined
      : traits.sampling === 'one' && heat !== undefined
        ? without('topP', 'Claude takes one of temperature and topP')
        : thinks && topP < 0.95
          ? without('topP', 'Claude takes 0.95 to 1 while it thinks')
          : topP
  const most = thinks && topK !== undefined ? without('topK', 'Claude takes no topK while it thinks') : topK
  return {
    ...(heat !== undefined && { temperature: Math.min(heat, 1) }),
    ...(top !== undefined && { top_p: top }),
    ...(most !== undefined && { top_k: most }),
  }
}
