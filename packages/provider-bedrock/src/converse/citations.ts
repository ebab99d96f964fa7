import { kindOf } from '@llmrr/provider-kit'
import type { Citation, Part, ResolvedChatRequest } from '@llmrr/core'
import type { WireCitation } from './wire.ts'

/** Converse counts documents; we count media. For each document in its order, its place among the media of the request. */
export function documentPlaces({ messages }: Pick<ResolvedChatRequest, 'messages'>): readonly number[] {
  const places: number[] = []
  let media = 0
  const look = (parts: readonly Part[]): void => {
    for (const part of parts as readonly (Part & { parts?: readonly Part[]; mediaType?: string })[]) {
      if (part.type === 'tool-result' && part.parts) look(part.parts)
      if (part.type !== 'media') continue
      if (kindOf(part.mediaType!) === 'document') places.push(media)
      media++
    }
  }
  for (const { content } of messages) look(content)
  return places
}

/** A citation in our words. Bedrock does not want it back. */
export function toCitation(
  { title, source, sourceContent, location }: WireCitation,
  places: readonly number[],
): Citation {
  const url = location?.web?.url
  const at = (location?.documentChar ?? location?.documentPage ?? location?.documentChunk)?.documentIndex
  const document = at === undefined ? undefined : places[at]
  const quote = sourceContent?.map(({ text }) => text ?? '').join('')
  return {
    ...(url !== undefined && { url }),
    ...(title !== undefined && { title }),
    ...(quote && { quote }),
    ...(document !== undefined && { document }),
    ...(source !== undefined && { sourceId: source }),
  }
}
