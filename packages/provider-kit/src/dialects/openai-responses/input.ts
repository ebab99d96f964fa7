import { base64Of } from '../../media.ts'
import { callerTools } from './caller-tools.ts'
import { inputContent, shortest, toolOutput } from './content.ts'
import type { Context, Json, Part, ResolvedMessage, TextPart, ToolCallPart, ToolResultPart } from '@llmrr/core'
import type { ResponsesModel, ResponsesQuirks } from './quirks.ts'
import type { ItemState, WireInput, WireItem } from './wire.ts'

/** What the translation of a conversation needs to know beside it. */
export interface InputFacts {
  readonly context: Context
  readonly model: ResponsesModel
  readonly quirks: ResponsesQuirks
  /** The service keeps answers, so that its own ids can stand for what it did not hand out. */
  readonly stored: boolean
}

// Ids of other services may be longer than is taken (64 characters).
const longest = 64
function callId(id: string): string {
  if (id.length <= longest) return id
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193) >>> 0
  return `${id.slice(0, longest - 9)}_${hash.toString(16).padStart(8, '0')}`
}

const argumentsOf = (part: ToolCallPart): string => part.invalid ?? JSON.stringify(part.input)

/** The conversation as `instructions` (what the system says first, if it is plain text) and `input`. */
export function toInput(
  messages: readonly ResolvedMessage[],
  facts: InputFacts,
): { readonly instructions?: string; readonly input: readonly WireInput[] } {
  const { context, model, quirks } = facts
  const input: WireInput[] = []
  const calls = new Map<string, WireItem>()
  const opening = openingOf(messages)
  for (const message of messages.slice(opening.length)) {
    const results = message.content.filter((part) => part.type === 'tool-result')
    for (const part of results) if (!part.by) input.push(answerItem(part, calls, facts))
    if (message.role === 'assistant') input.push(...answerOf(message.content, calls, facts))
    else {
      const content = inputContent(message.content, model, context)
      const role = message.role === 'system' ? quirks.systemRole : 'user'
      if (content.length > 0) input.push({ role, content: shortest(content) })
    }
  }
  const texts = opening.flatMap(({ content }) => content as readonly TextPart[]).map(({ text }) => text)
  return { ...(texts.length > 0 && { instructions: texts.join('\n\n') }), input }
}

/** The system messages at the beginning that `instructions`, a plain text, can hold. */
function openingOf(messages: readonly ResolvedMessage[]): readonly ResolvedMessage[] {
  const end = messages.findIndex(
    ({ role, content }) =>
      role !== 'system' || content.some((part) => part.type !== 'text' || part.cache !== undefined),
  )
  return end === -1 ? messages : messages.slice(0, end)
}

function answerItem(part: ToolResultPart, calls: ReadonlyMap<string, WireItem>, facts: InputFacts): WireInput {
  const output = toolOutput(part, facts.model, facts.context)
  const item = calls.get(part.id)
  const tool = item && Object.hasOwn(callerTools, item.type) ? callerTools[item.type] : undefined
  if (item && tool) return tool.answer(item, part, output)
  const type = item?.type === 'custom_tool_call' ? 'custom_tool_call_output' : 'function_call_output'
  return { type, call_id: callId(part.id), output }
}

/**
 * The items of an earlier answer. What came from here goes back as it was; what came from elsewhere, as far as it can be
 * said. The service takes a reasoning item only with the item that it led to, and that one only with its reasoning: so
 * reasoning waits for its follower, and a follower whose reasoning is gone loses its id.
 */
function answerOf(parts: readonly Part[], calls: Map<string, WireItem>, facts: InputFacts): WireInput[] {
  const { context, stored } = facts
  const origin = context.target.provider
  const items: WireInput[] = []
  const sent = new Set<string | undefined>()
  let waiting: WireItem[] = []
  let open: { readonly id: string | undefined; readonly content: WireInput[] } | undefined
  const own = (part: Part): ItemState | undefined => {
    const state = part.state?.[origin] as unknown as ItemState | undefined
    return typeof state?.item?.type === 'string' ? state : undefined
  }
  // Sends the reasoning that this item followed; tells whether the item may carry its id. Reasoning may have no id of its own.
  const settle = (state: ItemState | undefined): boolean => {
    if (!state) return false
    const at = waiting.findLastIndex(({ id }) => id === state.after)
    for (const item of waiting.slice(0, at + 1)) {
      items.push(item)
      sent.add(item.id)
    }
    if (at >= 0) waiting = []
    return state.after === undefined || sent.has(state.after)
  }
  const push = (item: WireInput): void => {
    open = undefined
    items.push(item)
  }
  for (const part of parts) {
    const state = own(part)
    if (part.type === 'reasoning') {
      const item = state?.item
      const readable = item && (item['encrypted_content'] || (item['content'] as unknown[] | undefined)?.length)
      if (item && (readable || stored)) waiting.push(item)
      continue
    }
    if (part.type === 'text') {
      const keeps = settle(state)
      const id = keeps ? state?.item.id : undefined
      const content = part.refusal
        ? { type: 'refusal', refusal: part.text }
        : { type: 'output_text', text: part.text, ...(id !== undefined && { annotations: [] }) }
      if (open && open.id === id && (id !== undefined || items.at(-1)?.['content'] === open.content)) {
        open.content.push(content)
        continue
      }
      const phase = state?.item['phase']
      const message = { role: 'assistant', content: [content], ...(phase !== undefined && { phase }) }
      push(id === undefined ? message : { type: 'message', id, status: 'completed', ...message })
      open = { id, content: message.content }
    } else if (part.type === 'tool-call' && !part.by) {
      const keeps = settle(state)
      const { id, ...rest } = state?.item ?? { type: 'function_call' }
      calls.set(part.id, state?.item ?? { type: 'function_call' })
      const item = { ...rest, ...(keeps && id !== undefined && { id }) }
      if (Object.hasOwn(callerTools, rest.type)) push(item)
      else {
        const custom = rest.type === 'custom_tool_call'
        const said = custom ? { input: customInput(part.input) } : { arguments: argumentsOf(part) }
        push({ ...item, call_id: callId(part.id), name: part.name, ...said })
      }
    } else if (part.type === 'media' && !state && part.data !== undefined) {
      context.warn('messages', 'An answer of the past cannot hold media here; it was left out.')
    } else if (state && settle(state)) {
      push(part.type === 'media' ? { ...state.item, result: base64Of(part) } : state.item)
    }
  }
  return items.map(shortForm)
}

/** A message that is not one of the service's own is told in its short form, which needs no id. */
function shortForm(item: WireInput): WireInput {
  const { content } = item
  if (item.type !== undefined || !Array.isArray(content)) return item
  const said = content as readonly WireInput[]
  return said.every(({ type }) => type === 'output_text')
    ? { ...item, content: said.map(({ text }) => text).join('') }
    : item
}

const customInput = (input: Json): string => (typeof input === 'string' ? input : JSON.stringify(input))
