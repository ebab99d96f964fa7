import type { Citation, SourcePart } from '@llmrr/core'
import type { WireCandidate, WireGrounding, WireSource } from './wire.ts'

/** A text part of the answer, whole. */
export interface Said {
  readonly index: number
  readonly text: string
}

const sourceOf = (chunk: { readonly [kind: string]: WireSource | undefined } | undefined): WireSource | undefined =>
  chunk && Object.values(chunk).find((source) => typeof source === 'object')

function toSource({ uri, title, text, fileSearchStore }: WireSource): SourcePart {
  return {
    type: 'source',
    ...(fileSearchStore !== undefined && { id: fileSearchStore }),
    ...(uri !== undefined && { url: uri }),
    ...(title !== undefined && { title }),
    ...(text !== undefined && { text }),
  }
}

/** What the answer rests on: pages, documents and places, then addresses that were read without being cited. */
export function sourcesOf({ groundingMetadata, urlContextMetadata }: WireCandidate): readonly SourcePart[] {
  const found = (groundingMetadata?.groundingChunks ?? []).flatMap((chunk) => sourceOf(chunk as never) ?? [])
  const known = new Set(found.map(({ uri }) => uri))
  const read = (urlContextMetadata?.urlMetadata ?? []).filter(
    ({ retrievedUrl, urlRetrievalStatus: status }) =>
      retrievedUrl !== undefined && !known.has(retrievedUrl) && status === 'URL_RETRIEVAL_STATUS_SUCCESS',
  )
  return [...found.map(toSource), ...read.map(({ retrievedUrl }) => toSource({ uri: retrievedUrl! }))]
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

interface Stretch {
  readonly part: Said
  readonly start: number
  readonly end: number
}

/** Finds stretches, which are told in bytes of the whole answer or of one of its texts, in the texts. */
function finder(texts: readonly Said[]): (from: number, to: number, text: string | undefined) => Stretch | undefined {
  const bytes = texts.map(({ text }) => encoder.encode(text))
  const units = (at: number, offset: number): number => decoder.decode(bytes[at]!.subarray(0, offset)).length
  return (from, to, text) => {
    let begin = 0
    for (const [at, part] of texts.entries()) {
      const size = bytes[at]!.length
      for (const offset of begin === 0 ? [0] : [begin, 0]) {
        if (from < offset || to > offset + size) continue
        const start = units(at, from - offset)
        const end = units(at, to - offset)
        if (text === undefined || part.text.slice(start, end) === text) return { part, start, end }
      }
      begin += size
    }
    if (!text) return undefined
    const part = texts.find((one) => one.text.includes(text))
    const start = part?.text.indexOf(text) ?? 0
    return part && { part, start, end: start + text.length }
  }
}

const about = ({ uri, title, text, fileSearchStore }: WireSource): Citation => ({
  ...(uri !== undefined && { url: uri }),
  ...(title !== undefined && { title }),
  ...(text !== undefined && { quote: text }),
  ...(fileSearchStore !== undefined && { sourceId: fileSearchStore }),
})

/** The citations of each text, by the number of its part. A statement that cannot be found is of the last text as a whole. */
export function citationsOf(
  { groundingMetadata, citationMetadata }: WireCandidate,
  texts: readonly Said[],
): ReadonlyMap<number, readonly Citation[]> {
  const cited = new Map<number, Citation[]>()
  const last = texts.at(-1)
  if (!last) return cited
  const find = finder(texts)
  const cite = (
    from: number,
    to: number | undefined,
    text: string | undefined,
    sources: readonly WireSource[],
  ): void => {
    const stretch = to === undefined ? undefined : find(from, to, text)
    const { index } = stretch?.part ?? last
    const list = cited.get(index) ?? []
    for (const source of sources)
      list.push({ ...about(source), ...(stretch && { start: stretch.start, end: stretch.end }) })
    if (list.length > 0) cited.set(index, list)
  }
  const { groundingSupports = [], groundingChunks = [] } = groundingMetadata ?? {}
  for (const { segment = {}, groundingChunkIndices = [] } of groundingSupports)
    cite(
      segment.startIndex ?? 0,
      segment.endIndex,
      segment.text,
      groundingChunkIndices.flatMap((at) => sourceOf(groundingChunks[at] as never) ?? []),
    )
  for (const { startIndex = 0, endIndex, uri, title } of citationMetadata?.citations ?? [])
    if (uri !== undefined || title !== undefined)
      cite(startIndex, endIndex, undefined, [
        { ...(uri !== undefined && { uri }), ...(title !== undefined && { title }) },
      ])
  return cited
}

/** How many searches were made, as they are billed. */
export const searchesOf = (grounding: WireGrounding | undefined): number => grounding?.webSearchQueries?.length ?? 0
