import { codePointOffsets } from '@llmrr/provider-kit'
import { placeOf } from './documents.ts'
import type { Citation } from '@llmrr/core'
import type { WireCitation, WireSource } from './wire.ts'

const word = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

function toSource({ id, document }: WireSource): Citation {
  const title = word(document?.['title'])
  const url = word(document?.['url'])
  const place = placeOf(id)
  return {
    ...(url !== undefined && { url }),
    ...(title !== undefined && { title }),
    ...(place !== undefined && { document: place }),
    ...(id !== undefined && { sourceId: id }),
  }
}

/** The citations of a text, one for each source. */
export function toCitations(wire: readonly WireCitation[], text: string): Citation[] {
  const points = codePointOffsets(text)
  return wire.flatMap(({ start, end, text: cited, sources }) => {
    // Whether positions count UTF-16 units or code points is told by the words that they stand for.
    const at = cited !== undefined && text.slice(start, end) === cited ? (offset: number) => offset : points
    const span = {
      ...(start !== undefined && { start: at(start) }),
      ...(end !== undefined && { end: at(end) }),
    }
    return (sources?.length ? sources : [{}]).map((source) => ({ ...toSource(source), ...span }))
  })
}
