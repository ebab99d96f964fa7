import { itemParts } from './items.ts'
import { mediaOf } from '../../media.ts'
import type { Message, Part } from '@llmrr/core'
import type { WireContent, WireItem } from './wire.ts'

function mediaPart(kind: 'image' | 'document', { url, data, file, name }: MediaSource, origin: string): Part {
  const mediaType = kind === 'image' ? 'image/*' : 'application/octet-stream'
  const title = typeof name === 'string' && { name }
  if (typeof file === 'string') return { type: 'media', mediaType, file: { provider: origin, id: file }, ...title }
  return { ...mediaOf(String(data ?? url ?? ''), mediaType), ...title }
}

interface MediaSource {
  readonly url?: unknown
  readonly data?: unknown
  readonly file?: unknown
  readonly name?: unknown
}

function userPart(content: WireContent, origin: string): Part {
  const { image_url: image, file_id: file, file_url: url, file_data: data, filename: name } = content
  if (content.type === 'input_image') return mediaPart('image', { url: image, file }, origin)
  if (content.type === 'input_file') return mediaPart('document', { url, data, file, name }, origin)
  return { type: 'text', text: content.text ?? '' }
}

/** A conversation that the service hands back as items (one that it has compacted), as messages to go on with. */
export function messagesOfItems(items: readonly WireItem[], origin: string): Message[] {
  const messages: Message[] = []
  const sources = new Set<string>()
  let after: string | undefined
  for (const item of items) {
    const { role, content } = item
    if (item.type === 'message' && role !== 'assistant') {
      const contents = Array.isArray(content) ? (content as readonly WireContent[]) : []
      messages.push({
        role: role === 'user' ? 'user' : 'system',
        content: contents.map((one) => userPart(one, origin)),
      })
      continue
    }
    const parts = itemParts(item, { origin, after, sources }).map(({ part }) => part)
    if (item.type === 'reasoning') after = item.id
    const last = messages.at(-1)
    if (last?.role === 'assistant')
      messages[messages.length - 1] = { role: 'assistant', content: [...last.content, ...parts] as Part[] }
    else messages.push({ role: 'assistant', content: parts })
  }
  return messages
}
