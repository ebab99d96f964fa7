import { base64Of, fileIdOf } from '../../media.ts'
import { wholeMediaType } from './media-types.ts'
import type { Context, MediaPart } from '@llmrr/core'
import type { GeminiQuirks } from './quirks.ts'
import type { GeminiTraits } from './traits.ts'
import type { WirePart } from './wire.ts'

const resolutions: Readonly<Record<string, string>> = {
  low: 'MEDIA_RESOLUTION_LOW',
  high: 'MEDIA_RESOLUTION_HIGH',
}

/** A part with media: bytes in the request, or an address (also `gs:`) that the service reads by itself. */
export function mediaPart(part: MediaPart, traits: GeminiTraits, quirks: GeminiQuirks, context: Context): WirePart {
  const level = resolutions[part.detail ?? '']
  const about = level !== undefined && traits.mediaInResults ? { mediaResolution: { level } } : {}
  const data = base64Of(part)
  if (data !== undefined) return { inlineData: { mimeType: wholeMediaType(part, data), data }, ...about }
  const id = fileIdOf(part, context)
  const fileUri = id === undefined ? part.url! : quirks.fileUri(id, context)
  const mimeType = wholeMediaType(part, fileUri)
  const isKnown = !mimeType.endsWith('/*') || quirks.wantsMediaTypes
  return { fileData: { ...(isKnown && { mimeType }), fileUri }, ...about }
}
