import { codePointOffsets } from '../../code-points.ts'
import type { Citation, Part } from '@llmrr/core'
import type { WireAnnotation } from './wire.ts'

type Fields = {
  readonly url?: string
  readonly title?: string
  readonly content?: string
  readonly start_index?: number
  readonly end_index?: number
}

/** Reads a `url_citation`; `undefined` for another kind. */
export function readUrlCitation(annotation: WireAnnotation): Citation | undefined {
  if (annotation.type !== 'url_citation') return undefined
  const {
    url,
    title,
    content,
    start_index: start,
    end_index: end,
  } = (annotation['url_citation'] ?? annotation) as Fields
  return {
    ...(url !== undefined && { url }),
    ...(title && { title }),
    ...(content && { quote: content }),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
  }
}

/** The citations with their positions, which count code points on the wire, as ours in `text`. */
export function placed(citations: readonly Citation[], text: string): Citation[] {
  const offset = codePointOffsets(text)
  return citations.map((citation) => ({
    ...citation,
    ...(citation.start !== undefined && { start: offset(citation.start) }),
    ...(citation.end !== undefined && { end: offset(citation.end) }),
  }))
}

/** What is cited, each source once, where the text is not held and so cannot carry positions. */
export function sourcesOf(citations: readonly Citation[]): Part[] {
  const seen = new Map<string, Part>()
  for (const { url, title, sourceId: id, quote: text } of citations) {
    const key = url ?? id ?? title ?? ''
    if (seen.has(key)) continue
    seen.set(key, {
      type: 'source',
      ...(id !== undefined && { id }),
      ...(url !== undefined && { url }),
      ...(title !== undefined && { title }),
      ...(text !== undefined && { text }),
    })
  }
  return [...seen.values()]
}
