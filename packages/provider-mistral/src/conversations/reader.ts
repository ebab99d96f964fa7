import { parseToolInput, partIndex, readChatUsage, thoughtOf } from '@llmrr/provider-kit'
import type { ChatEvent, Context, Json, MediaPart, Part } from '@llmrr/core'
import type { OpenAIChatContent, Reader, ReplyContext } from '@llmrr/provider-kit'
import type { WireEvent, WireReply, WireUsage } from './wire.ts'

const none: readonly ChatEvent[] = []

const asText = (given: string | object | undefined): string =>
  typeof given === 'string' ? given : given ? JSON.stringify(given) : ''

/** One reply as the events that its stream would have sent. */
export function unfold({ conversation_id, outputs = [], usage }: WireReply): readonly WireEvent[] {
  const events: WireEvent[] = [{ type: 'conversation.response.started', ...(conversation_id && { conversation_id }) }]
  for (const [output_index, { type, content, ...entry }] of outputs.entries()) {
    if (type === 'function.call') events.push({ ...entry, type: 'function.call.delta', output_index })
    else if (type === 'tool.execution') {
      const { info, ...started } = entry
      events.push({ ...started, type: 'tool.execution.started', output_index })
      events.push({ ...started, ...(info && { info }), type: 'tool.execution.done', output_index })
    } else if (type === 'message.output' || content !== undefined) {
      const pieces = typeof content === 'string' ? [content] : (content ?? [])
      for (const piece of pieces) events.push({ ...entry, type: 'message.output.delta', output_index, content: piece })
    }
  }
  return [...events, { type: 'conversation.response.done', ...(usage && { usage }) }]
}

// What the service's tools have added is part of the prompt, beside what was sent.
function usageOf(usage: WireUsage | undefined) {
  const added = usage?.connector_tokens ?? 0
  const meters = readChatUsage(usage && { ...usage, prompt_tokens: (usage.prompt_tokens ?? 0) + added })
  const searches = Object.entries(usage?.connectors ?? {})
    .filter(([name]) => name.startsWith('web_search'))
    .reduce((sum, [, count]) => sum + count, 0)
  return meters && { ...meters, ...(searches > 0 && { searches }) }
}

interface Called {
  readonly at: number
  readonly id: string
  readonly name: string
  text: string
}

/** Reads conversations. Calls are known whole when the response is done. */
export function conversationReader(context: Context, reply: ReplyContext): Reader<WireEvent> {
  const { provider, model } = context.target
  const index = partIndex()
  const calls = new Map<number, Called>()
  const runs = new Map<number, Called>()
  const known = new Set<string>()
  const thoughts: string[] = []
  let signature: string | undefined
  let isOver = false

  function source(piece: OpenAIChatContent): ChatEvent[] {
    const { url, title, description: text } = piece as { url?: string | null; title?: string; description?: string }
    const key = url ?? title ?? ''
    if (known.has(key)) return []
    known.add(key)
    const part: Part = { type: 'source', ...(url && { url }), ...(title && { title }), ...(text && { text }) }
    return [{ type: 'part', index: index('source', key), part }]
  }

  function file(piece: OpenAIChatContent): ChatEvent[] {
    const { file_id: id, file_name: name, file_type: type } = piece as Record<string, string | undefined>
    const mediaType = type?.includes('/') ? type : type ? `image/${type}` : 'application/octet-stream'
    const part: MediaPart = { type: 'media', mediaType, file: { provider, id: id! }, ...(name && { name }) }
    return [{ type: 'part', index: index('file', id), part }]
  }

  function said(at: number, content: string | OpenAIChatContent | undefined): ChatEvent[] {
    const piece = typeof content === 'string' ? { type: 'text', text: content } : content
    if (piece?.type === 'tool_reference') return source(piece)
    if (piece?.type === 'tool_file') return file(piece)
    if (piece?.type === 'thinking') {
      const thought = thoughtOf(piece)
      signature = thought.signature ?? signature
      if (!thought.text) return []
      thoughts.push(thought.text)
      return [{ type: 'reasoning-delta', index: index('reasoning'), text: thought.text }]
    }
    return piece?.['text'] ? [{ type: 'text-delta', index: index('text', at), text: piece['text'] as string }] : []
  }

  function called(at: number, { tool_call_id, id, name = '', arguments: given }: WireEvent): ChatEvent[] {
    const input = asText(given)
    let call = calls.get(at)
    if (!call) calls.set(at, (call = { at: index('call', at), id: tool_call_id ?? id ?? String(at), name, text: '' }))
    call.text += input
    return [{ type: 'tool-call-delta', index: call.at, id: call.id, name: call.name, input }]
  }

  function ran(at: number, { type, id, name = '', arguments: given, info }: WireEvent): ChatEvent[] {
    let run = runs.get(at)
    if (!run) runs.set(at, (run = { at: index('run', at), id: id ?? `${name}-${at}`, name, text: '' }))
    if (type !== 'tool.execution.done') {
      run.text += asText(given)
      return []
    }
    const own = { by: 'provider', id: run.id, name: run.name } as const
    return [
      { type: 'part', index: run.at, part: { type: 'tool-call', ...own, ...parseToolInput(run.text) } },
      ...(info && Object.keys(info).length > 0
        ? [
            {
              type: 'part' as const,
              index: index('result', at),
              part: { type: 'tool-result' as const, ...own, output: info as Json },
            },
          ]
        : []),
    ]
  }

  function done(usage: WireUsage | undefined): ChatEvent[] {
    isOver = true
    const events: ChatEvent[] = []
    if (signature !== undefined) {
      const state = { [provider]: { signature } }
      events.push({
        type: 'part',
        index: index('reasoning'),
        part: { type: 'reasoning', text: thoughts.join(''), state },
      })
    }
    for (const { at, id, name, text } of calls.values())
      events.push({ type: 'part', index: at, part: { type: 'tool-call', id, name, ...parseToolInput(text) } })
    const meters = usageOf(usage)
    return [
      ...events,
      { type: 'finish', reason: calls.size > 0 ? 'tool-calls' : 'stop', ...(meters && { usage: meters }) },
    ]
  }

  return {
    read(event) {
      const at = event.output_index ?? 0
      switch (event.type) {
        case 'conversation.response.started':
          return [{ type: 'start', ...(event.conversation_id && { id: event.conversation_id }), model }]
        case 'message.output.delta':
          return said(at, event.content)
        case 'function.call.delta':
          return called(at, event)
        case 'tool.execution.started':
        case 'tool.execution.delta':
        case 'tool.execution.done':
          return ran(at, event)
        case 'conversation.response.error':
          throw reply.error(event)
        case 'conversation.response.done':
          return isOver ? none : done(event.usage)
        default:
          if ((event as { readonly object?: string }).object === 'error') throw reply.error(event)
          return none // A change of agents, which says nothing.
      }
    },
    end: () => none,
  }
}
