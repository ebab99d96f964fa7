import type { Citation, SourcePart } from '@llmrr/core'
import { asState } from './wire.ts'
import type { WireAnnotation } from './wire.ts'

const astral = /[\ud800-\udbff]/

/** Offsets count code points here, UTF-16 units with us; they differ behind an emoji. Unconfirmed: no recording has one. */
function positions(text: string): (at: number) => number {
  if (!astral.test(text)) return (at) => at
  const starts: number[] = []
  let unit = 0
  for (const point of text) {
    starts.push(unit)
    unit += point.length
  }
  return (at) => starts[at] ?? unit
}

/** The citations of a text. */
export function citationsOf(text: string, annotations: readonly WireAnnotation[]): Citation[] {
  const position = positions(text)
  return annotations.map(({ url, title, filename, file_id: sourceId, start_index: start, end_index: end }) => {
    const name = title ?? filename
    return {
      ...(url !== undefined && { url }),
      ...(name !== undefined && { title: name }),
      ...(sourceId !== undefined && { sourceId }),
      ...(start !== undefined && { start: position(start) }),
      ...(end !== undefined && { end: position(end) }),
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
