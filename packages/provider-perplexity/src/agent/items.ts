import { codePointOffsets, parseToolInput } from '@llmrr/provider-kit'
import type { Citation, Json, Part, SourcePart } from '@llmrr/core'
import type { CallState } from './request.ts'
import type { WireAnnotation, WireItem, WirePage } from './wire.ts'

/** A part of an item, and what tells it from the others of the item. */
export interface ItemPart {
  readonly key: string | number
  readonly part: Part
}

interface WireContent {
  readonly text?: string | null
  readonly annotations?: readonly WireAnnotation[] | null
}

/** A page as a source. Its id is the number by which the text marks it. */
export function sourceOf({ id, url, title, snippet }: WirePage): SourcePart {
  return {
    type: 'source',
    ...(id != null && { id: String(id) }),
    url,
    ...(title && { title }),
    ...(snippet && { text: snippet }),
  }
}

/** The citations of a text. Offsets are taken to count code points, as those of the services that it passes on do. */
function citationsOf(text: string, annotations: readonly WireAnnotation[]): readonly Citation[] {
  const offset = codePointOffsets(text)
  return annotations.map(({ url, title, start_index: start, end_index: end }) => ({
    ...(url && { url }),
    ...(title && { title }),
    ...(start != null && { start: offset(start) }),
    ...(end != null && { end: offset(end) }),
  }))
}

/** A tool that the service has run: its call and what came of it. */
function ran(
  id: string,
  name: string,
  input: Json,
  outcome: { output: Json; error?: boolean } | undefined,
): ItemPart[] {
  const call: Part = { type: 'tool-call', by: 'provider', id, name, input }
  const result: ItemPart[] = outcome
    ? [{ key: 'result', part: { type: 'tool-result', by: 'provider', id, name, ...outcome } }]
    : []
  return [{ key: 'call', part: call }, ...result]
}

const sourcesOf = (pages: readonly WirePage[]): ItemPart[] =>
  pages.filter(({ url }) => url).map((page) => ({ key: `source ${page.url}`, part: sourceOf(page) }))

/** What is not told as a part of its own, as the service has it. */
const whole = (item: WireItem): ItemPart[] => [
  { key: 0, part: { type: `x-${item.type.replaceAll('_', '-')}`, data: item as unknown as Json } },
]

/** The final parts of an item. `id` is for those that have none of their own. */
export function itemParts(item: WireItem, id: string, origin: string): ItemPart[] {
  switch (item.type) {
    case 'message':
      return ((item.content ?? []) as readonly WireContent[]).map(({ text, annotations }, key) => ({
        key,
        part: {
          type: 'text',
          text: text ?? '',
          ...(annotations?.length && { citations: citationsOf(text ?? '', annotations) }),
        },
      }))
    case 'function_call': {
      const state = item.thought_signature
        ? { state: { [origin]: { signature: item.thought_signature } satisfies CallState } }
        : {}
      const called = item.call_id ?? item.id ?? id
      const input = parseToolInput(item.arguments ?? '')
      return [{ key: 0, part: { type: 'tool-call', id: called, name: item.name ?? '', ...input, ...state } }]
    }
    case 'search_results': {
      const pages = (item.results ?? []) as readonly WirePage[]
      const input = { queries: item.queries ?? [] }
      return [...ran(id, 'web_search', input, { output: pages as unknown as Json }), ...sourcesOf(pages)]
    }
    case 'fetch_url_results': {
      const pages = item.contents ?? []
      const input = { urls: pages.map(({ url }) => url) }
      return [...ran(id, 'fetch_url', input, { output: pages as unknown as Json }), ...sourcesOf(pages)]
    }
    case 'sandbox_results': {
      const input = { language: item['language'] as Json, code: item['code'] as Json }
      return ran(item.call_id ?? id, 'sandbox', input, { output: (item.results ?? []) as Json })
    }
    case 'mcp_call': {
      const { input, invalid } = parseToolInput(item.arguments ?? '')
      const outcome = item['error']
        ? { output: item['error'] as Json, error: true }
        : item['output'] == null
          ? undefined
          : { output: item['output'] as Json }
      return ran(item.id ?? id, item.name ?? 'mcp', invalid ?? input, outcome)
    }
    default:
      return whole(item)
  }
}
