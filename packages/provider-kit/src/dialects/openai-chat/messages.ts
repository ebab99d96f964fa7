import { forModel } from './quirks.ts'
import type { Context, Part, ResolvedMessage, TextPart, ToolResultPart } from '@llmrr/core'
import type { OpenAIChatQuirks } from './quirks.ts'
import type { WireContent, WireMessage, WireToolCall } from './wire.ts'

const isText = (part: Part): part is TextPart => part.type === 'text'
const textOf = (parts: readonly Part[]): string =>
  parts
    .filter(isText)
    .map(({ text }) => text)
    .join('')

/** The conversation in the service's words. Warns of what has no place in it. */
export function toMessages(
  messages: readonly ResolvedMessage[],
  quirks: OpenAIChatQuirks,
  context: Context,
): WireMessage[] {
  const wire: WireMessage[] = []
  // Results must stand together behind their calls, so media of theirs waits until the last of them.
  let waiting: WireContent[] = []
  const flush = (): void => {
    if (waiting.length > 0) wire.push({ role: 'user', content: waiting })
    waiting = []
  }
  for (const [at, { role, content }] of messages.entries()) {
    const where = `messages[${at}]`
    if (role !== 'tool') flush()
    if (role === 'system') {
      wire.push({ role: forModel(quirks.systemRole, context), content: toContent(content, where, quirks, context) })
    } else if (role === 'user') {
      wire.push({ role, content: toContent(content, where, quirks, context) })
    } else if (role === 'assistant') {
      const message = toAssistant(content, where, quirks, context)
      if (message) wire.push(message)
    } else {
      for (const part of content) {
        if (part.type !== 'tool-result') {
          if (part.type === 'text' || part.type === 'media')
            context.warn(where, `A tool message takes results only; its ${part.type} is left out.`)
          continue
        }
        if (part.by === 'provider') continue
        const { message, media } = toToolMessage(part, where, quirks, context)
        wire.push(message)
        waiting.push(...media)
      }
    }
  }
  flush()
  return wire
}

/** One text is sent as it is, which every service takes; anything else as a list. */
function toContent(
  parts: readonly Part[],
  where: string,
  quirks: OpenAIChatQuirks,
  context: Context,
): string | WireContent[] {
  const content: WireContent[] = []
  for (const part of parts) {
    if (part.type !== 'text' && part.type !== 'media') {
      if (!part.type.startsWith('x-')) context.warn(where, `A ${part.type} part has no place here and is left out.`)
      continue
    }
    const mark = part.cache && quirks.writeCacheMark?.(part.cache)
    const written = part.type === 'text' ? { type: 'text', text: part.text } : quirks.writeMedia(part, context)
    content.push(mark ? { ...written, ...mark } : written)
  }
  const [only] = content
  if (only === undefined) return ''
  const plain = content.length === 1 && only.type === 'text' && Object.keys(only).length === 2
  return plain ? (only['text'] as string) : content
}

/** What the model said; `undefined` when nothing of it can be sent back. */
function toAssistant(
  all: readonly Part[],
  where: string,
  quirks: OpenAIChatQuirks,
  context: Context,
): WireMessage | undefined {
  const { provider } = context.target
  // What another service reasoned is left out.
  const parts = all.filter((part) => part.type !== 'reasoning' || !part.state || provider in part.state)
  const field = forModel(quirks.reasoningField, context)
  const text = textOf(parts)
  const calls: WireToolCall[] = []
  let reasoning = ''
  let audio: { id: string } | undefined
  for (const part of parts) {
    if (part.type === 'tool-call' && part.by !== 'provider') {
      const input = part.invalid ?? JSON.stringify(part.input)
      const id = quirks.callId?.(part.id) ?? part.id
      calls.push({ id, type: 'function', function: { name: part.name, arguments: input } })
    } else if (part.type === 'reasoning') {
      reasoning += part.text
    } else if (part.type === 'media') {
      const state = part.state?.[provider] as { readonly audio?: string } | undefined
      if (state?.audio !== undefined) audio = { id: state.audio }
      else if (!quirks.mediaInAnswers)
        context.warn(where, `Media of an assistant message cannot be sent back and is left out.`)
    }
  }
  if (text === '' && calls.length === 0 && !audio && !quirks.mediaInAnswers) return undefined
  const message: WireMessage = {
    role: 'assistant',
    ...(!audio && { content: text === '' ? null : text }),
    ...(field !== undefined && reasoning !== '' && { [field]: reasoning }),
    ...(audio && { audio }),
    ...(calls.length > 0 && { tool_calls: calls }),
  }
  return quirks.writeAssistant ? quirks.writeAssistant(message, parts, context) : message
}

function toToolMessage(part: ToolResultPart, where: string, quirks: OpenAIChatQuirks, context: Context) {
  const id = quirks.callId?.(part.id) ?? part.id
  const message = (content: string | WireContent[]): WireMessage => ({ role: 'tool', tool_call_id: id, content })
  const { output, parts } = part
  if (!parts)
    return { message: message(typeof output === 'string' ? output : JSON.stringify(output ?? null)), media: [] }
  const media = parts.filter((part) => part.type === 'media')
  if (media.length === 0) return { message: message(textOf(parts)), media: [] }
  if (quirks.mediaInToolResults) return { message: message(toContent(parts, where, quirks, context)), media: [] }
  context.warn(
    where,
    `${context.target.provider} takes text only as the result of a tool; media follows in a user message.`,
  )
  const label = `Media of the result of the tool call ${part.id} (${part.name}):`
  return {
    message: message(textOf(parts) || 'The result follows in the next user message.'),
    media: [{ type: 'text', text: label }, ...media.map((part) => quirks.writeMedia(part, context))],
  }
}
