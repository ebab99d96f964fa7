import { parseToolInput } from '../../tool-input.ts'
import { callerTool } from './caller-tools.ts'
import { citationsOf, sourceOf } from './citations.ts'
import { hostedParts, hostedResult, isHostedCall, isHostedResult } from './hosted.ts'
import { asState } from './wire.ts'
import type { Part, TextPart } from '@llmrr/core'
import type { ItemState, WireAnnotation, WireContent, WireItem } from './wire.ts'

/** Where a part of an item gets its number: parts that have come in pieces keep theirs. */
export interface ItemPart {
  /** Piece of the item: the content's index for a message, `''` for what is one part, a name for what it adds. */
  readonly key: string | number
  readonly part: Part
  readonly logprobs?: WireContent['logprobs']
}

/** What is known of an answer beside the item at hand. */
export interface AnswerFacts {
  readonly origin: string
  /** Id of the reasoning that came last. */
  readonly after: string | undefined
  /** Addresses and files that have been told as sources. */
  readonly sources: Set<string>
  /** See `ResponsesQuirks.isHosted`. */
  readonly isHosted?: ((call: WireItem) => boolean) | undefined
}

const isMade = (field: string): boolean =>
  ['type', 'arguments', 'input', 'call_id', 'name', 'created_by', 'status'].includes(field)

/** The fields of a call that the part itself does not hold. */
const rest = (item: WireItem): WireItem => ({
  type: item.type,
  ...Object.fromEntries(Object.entries(item).filter(([field]) => !isMade(field))),
})

/** The readable form of reasoning: its summary, or its own text where the service shows it. */
export function reasoningText(item: WireItem): string {
  const pieces = [item['summary'], item['content']].flatMap((list) =>
    Array.isArray(list) ? (list as WireContent[]) : [],
  )
  return pieces.map(({ text }) => text ?? '').join('\n\n')
}

function textPart(content: WireContent, state: ItemState, origin: string): TextPart | undefined {
  const keep = state.item.id === undefined && state.after === undefined ? {} : { state: asState(origin, state) }
  if (content.type === 'refusal') return { type: 'text', text: content.refusal ?? '', refusal: true, ...keep }
  if (typeof content.text !== 'string') return undefined
  const annotations = content.annotations ?? []
  return {
    type: 'text',
    text: content.text,
    ...(annotations.length > 0 && { citations: citationsOf(content.text, annotations) }),
    ...keep,
  }
}

function sourcesOf(annotations: readonly WireAnnotation[], facts: AnswerFacts): ItemPart[] {
  const parts: ItemPart[] = []
  for (const annotation of annotations) {
    const name = annotation.url ?? annotation.file_id
    if (name === undefined || facts.sources.has(name)) continue
    facts.sources.add(name)
    parts.push({ key: `source ${name}`, part: sourceOf(annotation, facts.origin) })
  }
  return parts
}

function messageParts(item: WireItem, state: ItemState, facts: AnswerFacts): ItemPart[] {
  const contents = Array.isArray(item['content']) ? (item['content'] as readonly WireContent[]) : []
  const parts: ItemPart[] = []
  for (const [index, content] of contents.entries()) {
    const part = textPart(content, state, facts.origin)
    if (part) parts.push({ key: index, part, logprobs: content.logprobs })
    parts.push(...sourcesOf(content.annotations ?? [], facts))
  }
  return parts
}

/** The final parts of a finished item. What is not known here is kept whole, and goes back as it came. */
export function itemParts(item: WireItem, facts: AnswerFacts): ItemPart[] {
  const { origin, after } = facts
  const whole: ItemState = { item, ...(after !== undefined && { after }) }
  const one = (part: Part): ItemPart[] => [{ key: '', part }]
  if (item.type === 'message') {
    const { id, type } = item
    const slim: WireItem = {
      type,
      ...(id !== undefined && { id }),
      ...(item['phase'] != null && { phase: item['phase'] }),
    }
    return messageParts(item, { ...whole, item: slim }, facts)
  }
  if (item.type === 'reasoning') {
    return one({ type: 'reasoning', text: reasoningText(item), state: asState(origin, whole) })
  }
  const isCustom = item.type === 'custom_tool_call' && !facts.isHosted?.(item)
  if (item.type === 'function_call' || isCustom) {
    const said = isCustom ? { input: String(item['input'] ?? '') } : parseToolInput(String(item['arguments'] ?? ''))
    const state = asState(origin, { ...whole, item: rest(item) })
    return one({ type: 'tool-call', id: item.call_id ?? item.id ?? '', name: item.name ?? '', ...said, state })
  }
  const tool = callerTool(item)
  if (tool)
    return one({
      type: 'tool-call',
      id: tool.id(item),
      name: tool.name,
      input: tool.input(item),
      state: asState(origin, whole),
    })
  if (isHostedResult(item.type)) return one(hostedResult(item, whole, origin))
  if (isHostedCall(item.type)) {
    const parts: ItemPart[] = hostedParts(item, whole, origin).map((part, index) => ({
      key: index === 0 ? '' : `part ${index}`,
      part,
    }))
    const found = (item['action'] as { sources?: unknown } | undefined)?.sources
    return [...parts, ...sourcesOf(Array.isArray(found) ? (found as WireAnnotation[]) : [], facts)]
  }
  return one({ type: `x-${item.type.replaceAll('_', '-')}`, state: asState(origin, whole) })
}
