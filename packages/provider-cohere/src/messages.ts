import { llmError } from '@llmrr/core'
import { fileIdOf, kindOf, mediaUrl } from '@llmrr/provider-kit'
import { isTextDocument, mediaPlaces } from './documents.ts'
import { thinks } from './models-that-think.ts'
import type { Context, Json, MediaPart, Part, ResolvedMessage, TextPart, ToolResultPart } from '@llmrr/core'
import type { WireContent, WireDocument, WireMessage, WireToolCall } from './wire.ts'

/** Marks the plan before tool calls, which goes back where it came from. */
export interface PlanState {
  readonly plan: true
}

const isText = (part: Part): part is TextPart => part.type === 'text'
const textOf = (parts: readonly Part[]): string =>
  parts
    .filter(isText)
    .map(({ text }) => text)
    .join('')

/** A text alone is sent as it is. */
const shortened = (content: readonly WireContent[]): string | readonly WireContent[] => {
  const [only] = content
  if (only === undefined) return ''
  return content.length === 1 && only.type === 'text' ? only.text : content
}

const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The conversation in the service's words, and the documents in it. Warns of what has no place. */
export function toMessages(messages: readonly ResolvedMessage[], context: Context) {
  const wire: WireMessage[] = []
  const documents: WireDocument[] = []
  const places = mediaPlaces()
  // Results must stand together behind their calls, so media of theirs waits until the last of them.
  let waiting: WireContent[] = []
  const flush = (): void => {
    if (waiting.length > 0) wire.push({ role: 'user', content: waiting })
    waiting = []
  }

  function image(part: MediaPart): WireContent {
    places.pass()
    const kind = kindOf(part.mediaType)
    fileIdOf(part, context)
    const url = mediaUrl(part)
    if (kind !== 'image' || url === undefined)
      throw llmError(
        'unsupported',
        `${context.target.provider}/${context.target.model} takes no ${kind === 'image' ? 'stored image' : `${kind} of type ${part.mediaType}`}; send ${kind === 'document' ? 'its text' : 'something else'}, or use another model.`,
        { target: context.target },
      )
    return { type: 'image_url', image_url: { url, ...(part.detail !== undefined && { detail: part.detail }) } }
  }

  function toContent(parts: readonly Part[], where: string): string | readonly WireContent[] {
    const content: WireContent[] = []
    const from = documents.length
    for (const part of parts) {
      if (part.type === 'text') content.push({ type: 'text', text: part.text })
      else if (part.type !== 'media') {
        if (!part.type.startsWith('x-')) context.warn(where, `A ${part.type} part has no place here and is left out.`)
      } else if (isTextDocument(part)) documents.push(places.document(part))
      else content.push(image(part))
    }
    // A turn must say something, and the documents stand elsewhere.
    if (content.length === 0 && documents.length > from) return 'See the documents.'
    return shortened(content)
  }

  /** What the model said; `undefined` when nothing of it can be sent back. */
  function toAssistant(parts: readonly Part[], where: string): WireMessage | undefined {
    const { provider, model } = context.target
    const calls: WireToolCall[] = []
    const content: WireContent[] = []
    let plan = ''
    for (const part of parts) {
      if (part.type === 'tool-call' && part.by !== 'provider') {
        const input = part.invalid ?? JSON.stringify(part.input)
        calls.push({ id: part.id, type: 'function', function: { name: part.name, arguments: input } })
      } else if (part.type === 'reasoning' && part.text !== '') {
        if ((part.state?.[provider] as PlanState | undefined)?.plan) plan += part.text
        else if (!part.state && thinks(model)) content.push({ type: 'thinking', thinking: part.text })
      } else if (part.type === 'text' && part.text !== '') content.push({ type: 'text', text: part.text })
      else if (part.type === 'media') {
        places.pass()
        context.warn(where, 'Media of an assistant message cannot be sent back and is left out.')
      }
    }
    if (calls.length === 0 && content.length === 0) return undefined
    // Text beside tool calls is refused; it is what the service calls the plan.
    const said = calls.length > 0 ? content.filter(({ type }) => type === 'thinking') : content
    if (calls.length > 0) plan += textOf(parts)
    return {
      role: 'assistant',
      ...(said.length > 0 && { content: shortened(said) }),
      ...(plan !== '' && { tool_plan: plan }),
      ...(calls.length > 0 && { tool_calls: calls }),
    }
  }

  function toResult({ id, name, output, parts }: ToolResultPart, where: string): WireMessage {
    const result = (content: string | readonly WireContent[]): WireMessage => ({
      role: 'tool',
      tool_call_id: id,
      content,
    })
    if (!parts) {
      // Objects as documents are cited better than their JSON.
      const records = Array.isArray(output) && output.length > 0 ? (output as readonly Json[]) : [output]
      if (records.every(isRecord)) return result(records.map((data) => ({ type: 'document', document: { data } })))
      return result(typeof output === 'string' ? output : JSON.stringify(output ?? null))
    }
    const content: WireContent[] = []
    const media: WireContent[] = []
    for (const part of parts) {
      if (part.type === 'text') content.push({ type: 'text', text: part.text })
      else if (part.type !== 'media') continue
      else if (isTextDocument(part)) content.push({ type: 'document', document: places.document(part) })
      else media.push(image(part))
    }
    if (media.length === 0) return result(shortened(content))
    context.warn(
      where,
      `${context.target.provider} takes no media as the result of a tool; it follows in a user message.`,
    )
    waiting.push({ type: 'text', text: `Media of the result of the tool call ${id} (${name}):` }, ...media)
    return result(content.length > 0 ? shortened(content) : 'The result follows in the next user message.')
  }

  for (const [at, { role, content }] of messages.entries()) {
    const where = `messages[${at}]`
    if (role !== 'tool') flush()
    if (role === 'system' || role === 'user') wire.push({ role, content: toContent(content, where) })
    else if (role === 'assistant') {
      const message = toAssistant(content, where)
      if (message) wire.push(message)
    } else {
      for (const part of content) {
        if (part.type === 'tool-result') {
          if (part.by !== 'provider') wire.push(toResult(part, where))
        } else if (part.type === 'text' || part.type === 'media') {
          if (part.type === 'media') places.pass()
          context.warn(where, `A tool message takes results only; its ${part.type} is left out.`)
        }
      }
    }
  }
  flush()
  return { messages: wire, documents }
}
