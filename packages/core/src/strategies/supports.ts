import { needsOf } from './needs.ts'
import { paramsOf } from '../params.ts'
import type { Candidate, CallHandler, Strategy } from '../call.ts'
import type { ChatSettings, ResolvedChatRequest } from '../chat.ts'
import type { Feature } from '../model-info.ts'

const thinks = ({ reasoning }: ChatSettings): boolean =>
  reasoning !== undefined && (typeof reasoning === 'string' ? reasoning : reasoning.effort) !== 'none'

/**
 * Leaves out the targets that are known to be unable: a feature (tools, structured output, reasoning), a kind of media, a prompt that cannot fit, a
 * field that the adapter does not know. What is not known counts as able; and if nothing is left, everything stays, for facts may be old.
 */
export const supports = (): Strategy => (candidates, context) => {
  if (candidates.length < 2) return candidates
  const request = context.request as ResolvedChatRequest
  const wanted: [field: 'tools' | 'output' | 'reasoning', feature: Feature][] = []
  if (request.tools?.length) wanted.push(['tools', 'tools'])
  if (request.output) wanted.push(['output', 'structured-output'])
  if (thinks(request)) wanted.push(['reasoning', 'reasoning'])
  const { characters, modalities } = needsOf(request)
  // Five characters and more make a token in no language that is common.
  const tokens = characters / 5
  const able = ({ info, provider, target }: Candidate): boolean => {
    if (wanted.length > 0) {
      const known = paramsOf(provider[context.capability] as CallHandler | undefined, target)
      if (known && wanted.some(([field]) => !known.includes(field))) return false
      if (info?.features && wanted.some(([, feature]) => !info.features?.includes(feature))) return false
    }
    if (!info) return true
    if (modalities.length > 0 && info.input && modalities.some((modality) => !info.input?.includes(modality)))
      return false
    return tokens <= (info.maxInput ?? info.contextWindow ?? Infinity)
  }
  const left = candidates.filter(able)
  return left.length > 0 ? left : candidates
}
