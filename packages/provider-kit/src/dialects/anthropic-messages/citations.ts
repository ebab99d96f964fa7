import { isDocument } from './media.ts'
import type { Citation, Part, ResolvedChatRequest } from '@llmrr/core'
import type { WireCitation } from './wire.ts'

/** Claude counts documents; we count media. For each document in its order, its place among the media of the request. */
export function documentPlaces({ messages }: Pick<ResolvedChatRequest, 'messages'>): readonly number[] {
  const places: number[] = []
  let media = 0
  const look = (parts: readonly Part[]): void => {
    for (const part of parts) {
      if (part.type === 'tool-result' && part.parts) look(part.parts)
      if (part.type !== 'media') continue
      if (isDocument(part)) places.push(media)
      media++
    }
  }
  for (const { content } of messages) look(content)
  return places
}

/** A citation in our words. Where it stands in its source is kept in the state of its text. */
export function toCitation(wire: WireCitation, places: readonly number[]): Citation {
  const { url, source, cited_text: quote, document_index: at, file_id: fileId } = wire
  const title = wire.title ?? wire.document_title
  const document = at === undefined ? undefined : places[at]
  const address = url ?? (source !== undefined && /^https?:/.test(source) ? source : undefined)
  const sourceId = source ?? fileId
  return {
    ...(address !== undefined && { url: address }),
    ...(title != null && { title }),
    ...(quote !== undefined && { quote }),
    ...(document !== undefined && { document }),
    ...(sourceId != null && { sourceId }),
  }
}
