import { llmError } from '@llmrr/core'
import { base64Of, fileIdOf, kindOf, mediaUrl } from '@llmrr/provider-kit'
import type { Context, MediaPart } from '@llmrr/core'
import type { OpenAIChatContent } from '@llmrr/provider-kit'

/** Media as content: pictures and documents by address, as data or from a file, sound as data or by address. */
export function writeMedia(part: MediaPart, context: Context): OpenAIChatContent {
  const kind = kindOf(part.mediaType)
  const file = fileIdOf(part, context)
  if (kind === 'video' || (kind === 'audio' && file !== undefined)) {
    const what = kind === 'video' ? 'video' : 'stored sound in a chat'
    throw llmError(
      'unsupported',
      `${context.target.provider}/${context.target.model} takes no ${what}; leave it out.`,
      {
        target: context.target,
      },
    )
  }
  if (file !== undefined) return { type: 'file', file_id: file }
  // The bare text, where OpenAI has an object with a format.
  if (kind === 'audio') return { type: 'input_audio', input_audio: base64Of(part) ?? part.url }
  const url = mediaUrl(part)
  if (kind === 'document')
    return { type: 'document_url', document_url: url, ...(part.name !== undefined && { document_name: part.name }) }
  return { type: 'image_url', image_url: { url, ...(part.detail !== undefined && { detail: part.detail }) } }
}
