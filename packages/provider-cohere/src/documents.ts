import { bytesOf } from '@llmrr/provider-kit'
import { optionsOf } from './options.ts'
import type { Context, MediaPart, Part, ResolvedChatRequest } from '@llmrr/core'
import type { WireDocument } from './wire.ts'

/** Whether a part of a message is text to answer from. Nothing else is a document here: PDFs are not read. */
export const isTextDocument = (part: MediaPart): boolean =>
  part.data !== undefined && /^(?:text\/|application\/(?:json|xml|yaml|x-yaml)\b)/.test(part.mediaType)

const idOf = (place: number): string => `document:${place}`

/** Numbers the documents of the messages by their places among the media of the request, which citations name. */
export function mediaPlaces() {
  let media = 0
  return {
    /** Some other media. */
    pass: (): void => void media++,
    document(part: MediaPart): WireDocument {
      const text = new TextDecoder().decode(bytesOf(part)!)
      return { id: idOf(media++), data: { ...(part.name !== undefined && { title: part.name }), text } }
    },
  }
}

/** The place of a cited document among the media of the request; `undefined` where it is none of them. */
export const placeOf = (id: string | undefined): number | undefined => {
  const place = /^document:(\d+)$/.exec(id ?? '')?.[1]
  return place === undefined ? undefined : Number(place)
}

/** Whether an answer can cite anything: only then its text must be kept until it has ended. */
export function canCite({ messages }: ResolvedChatRequest, context: Context): boolean {
  const { documents, citationMode } = optionsOf(context)
  if (citationMode === 'OFF' || citationMode === 'DISABLED') return false
  const isSource = (part: Part): boolean =>
    part.type === 'tool-result' || (part.type === 'media' && isTextDocument(part))
  return (
    Boolean(documents?.length || context.target.options?.raw?.body) ||
    messages.some(({ content }) => content.some(isSource))
  )
}
