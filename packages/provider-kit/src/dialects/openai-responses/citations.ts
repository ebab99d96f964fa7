import { codePointOffsets } from '../../code-points.ts'
import { asState } from './wire.ts'
import type { Citation, SourcePart } from '@llmrr/core'
import type { WireAnnotation } from './wire.ts'

/** The citations of a text. Offsets count code points on the wire (unconfirmed: no recording has a text where it matters). */
export function citationsOf(text: string, annotations: readonly WireAnnotation[]): Citation[] {
  const offset = codePointOffsets(text)
  return annotations.map(({ url, title, filename, file_id: sourceId, start_index: start, end_index: end }) => {
    const name = title ?? filename
    return {
      ...(url !== undefined && { url }),
      ...(name !== undefined && { title: name }),
      ...(sourceId !== undefined && { sourceId }),
      ...(start !== undefined && { start: offset(start) }),
      ...(end !== undefined && { end: offset(end) }),
    }
  })
}

/** What an annotation points to, as a part of its own; files that a tool has made say in which container they are. */
export function sourceOf(annotation: WireAnnotation, origin: string): SourcePart {
  const { url, title, filename, file_id: id, container_id: container } = annotation
  const name = title ?? filename
  return {
    type: 'source',
    ...(id !== undefined && { id }),
    ...(url !== undefined && { url }),
    ...(name !== undefined && { title: name }),
    ...(container !== undefined && { state: asState(origin, { container } as never) }),
  }
}
