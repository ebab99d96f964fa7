import { llmError } from '@llmrr/core'
import { base64Of, kindOf } from '@llmrr/provider-kit'
import type { Context, MediaPart, Part, ResolvedMessage, ToolResultPart } from '@llmrr/core'
import type { WireMessage } from './wire.ts'

function imageOf(part: MediaPart, { target }: Context): string {
  const kind = kindOf(part.mediaType)
  const data = kind === 'image' ? base64Of(part) : undefined
  if (data !== undefined) return data
  const what = kind === 'image' ? 'pictures by address or file id; send the data' : `${kind} input; leave it out`
  throw llmError('unsupported', `${target.provider}/${target.model} takes no ${what}, or use another model.`, {
    target,
  })
}

const textOf = (parts: readonly Part[]): string => parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
const imagesOf = (parts: readonly Part[], context: Context): object => {
  const images = parts.flatMap((part) => (part.type === 'media' ? [imageOf(part, context)] : []))
  return images.length > 0 ? { images } : {}
}

/** What the model said; `undefined` when nothing of it can be sent back. */
function toAssistant(parts: readonly Part[], where: string, context: Context): WireMessage | undefined {
  const calls = parts.flatMap((part) =>
    part.type === 'tool-call' && part.by !== 'provider'
      ? [{ id: part.id, function: { name: part.name, arguments: part.input ?? {} } }]
      : [],
  )
  if (parts.some((part) => part.type === 'media'))
    context.warn(where, 'Media of an assistant message cannot be sent back and is left out.')
  const thinking = parts.map((part) => (part.type === 'reasoning' && !part.state ? part.text : '')).join('')
  const content = textOf(parts)
  if (content === '' && calls.length === 0) return undefined
  return {
    role: 'assistant',
    content,
    ...(thinking !== '' && { thinking }),
    ...(calls.length > 0 && { tool_calls: calls }),
  }
}

function toResult({ id, name, output, parts }: ToolResultPart, context: Context): WireMessage {
  const content = parts ? textOf(parts) : typeof output === 'string' ? output : JSON.stringify(output ?? null)
  return { role: 'tool', tool_name: name, tool_call_id: id, content, ...(parts && imagesOf(parts, context)) }
}

/** The conversation in Ollama's words: texts are plain, and pictures stand beside them. Warns of what has no place. */
export function toMessages(messages: readonly ResolvedMessage[], context: Context): readonly WireMessage[] {
  return messages.flatMap(({ role, content }, at): readonly WireMessage[] => {
    const where = `messages[${at}]`
    if (role === 'assistant') {
      const message = toAssistant(content, where, context)
      return message ? [message] : []
    }
    if (role === 'tool')
      return content.flatMap((part) => {
        if (part.type === 'tool-result') return part.by === 'provider' ? [] : [toResult(part, context)]
        context.warn(where, `A tool message takes results only; its ${part.type} is left out.`)
        return []
      })
    for (const { type } of content)
      if (type !== 'text' && type !== 'media' && !type.startsWith('x-'))
        context.warn(where, `A ${type} part has no place here and is left out.`)
    return [{ role, content: textOf(content), ...imagesOf(content, context) }]
  })
}
