import { llmError } from '@llmrr/core'
import { base64Of, fileIdOf, kindOf, mediaUrl } from '../../media.ts'
import type { Context, MediaPart } from '@llmrr/core'
import type { WireContent } from './wire.ts'

/** What kind of media a part is. */
export type MediaKind = ReturnType<typeof kindOf>

// Formats are named, not typed; where the name is not the subtype.
const formats: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/vnd.wave': 'wav',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
}

const unsupported = (context: Context, what: string, instead: string): never => {
  throw llmError('unsupported', `${context.target.provider}/${context.target.model} takes no ${what}; ${instead}.`, {
    target: context.target,
  })
}

/** Writes media as OpenAI's content parts, for a service that takes these kinds of it. */
export function openaiMedia(...kinds: readonly MediaKind[]): (part: MediaPart, context: Context) => WireContent {
  return (part, context) => {
    const kind = kindOf(part.mediaType)
    if (!kinds.includes(kind)) unsupported(context, `${kind} input`, 'leave it out or use another model')
    const file = fileIdOf(part, context)
    if (kind === 'image' || kind === 'video') {
      const url = mediaUrl(part)
      if (file !== undefined || url === undefined)
        unsupported(context, `${kind} by file id here`, 'send its data or a URL')
      return {
        type: `${kind}_url`,
        [`${kind}_url`]: { url, ...(part.detail !== undefined && { detail: part.detail }) },
      }
    }
    if (kind === 'document' && file !== undefined) return { type: 'file', file: { file_id: file } }
    const data = base64Of(part)
    if (data === undefined) unsupported(context, `${kind} by ${part.url ? 'URL' : 'file id'} here`, 'send its data')
    if (kind === 'audio') {
      const format = formats[part.mediaType] ?? part.mediaType.slice(part.mediaType.indexOf('/') + 1)
      return { type: 'input_audio', input_audio: { data, format } }
    }
    const filename = part.name ?? `document.${part.mediaType.slice(part.mediaType.indexOf('/') + 1)}`
    return { type: 'file', file: { filename, file_data: `data:${part.mediaType};base64,${data}` } }
  }
}
