import { llmError } from '@llmrr/core'
import { base64Of, bytesOf, fileIdOf, kindOf } from '../../media.ts'
import { cached } from './cache.ts'
import type { Context, MediaPart } from '@llmrr/core'
import type { WireBlock } from './wire.ts'

const isText = (mediaType: string): boolean =>
  /^text\/|^application\/(?:json|xml|yaml|x-yaml|javascript|sql)\b|\+(?:json|xml)\b/.test(mediaType)

const isReadable = (mediaType: string): boolean =>
  mediaType === 'application/pdf' || mediaType === 'text/plain' || mediaType.endsWith('/*')

/** Whether a part is sent as a document, which is what citations count. */
export const isDocument = ({ mediaType, file }: MediaPart): boolean =>
  kindOf(mediaType) === 'document' && (!file || isReadable(mediaType))

/**
 * Block of an image or a document. A file that is neither picture, PDF nor plain text goes where code is run
 * (`container_upload`).
 *
 * @throws LLMError `unsupported` for sound and film, for documents that are neither PDF nor text, and for files of others.
 */
export function mediaBlock(part: MediaPart, context: Context): WireBlock {
  const { mediaType, url } = part
  const kind = kindOf(mediaType)
  if (kind === 'audio' || kind === 'video') throw unreadable(part, context)
  const fileId = fileIdOf(part, context)
  if (kind === 'image') {
    const source =
      fileId !== undefined
        ? { type: 'file', file_id: fileId }
        : url !== undefined
          ? { type: 'url', url }
          : { type: 'base64', media_type: mediaType, data: base64Of(part) }
    return { type: 'image', source, ...cached(part.cache) }
  }
  if (fileId !== undefined && !isReadable(mediaType)) {
    return { type: 'container_upload', file_id: fileId, ...cached(part.cache) }
  }
  return {
    type: 'document',
    source:
      fileId !== undefined
        ? { type: 'file', file_id: fileId }
        : url !== undefined
          ? { type: 'url', url }
          : contentOf(part, context),
    ...(part.name !== undefined && { title: part.name }),
    ...(part.citations && { citations: { enabled: true } }),
    ...cached(part.cache),
  }
}

function contentOf(part: MediaPart, context: Context): object {
  if (part.mediaType === 'application/pdf') return { type: 'base64', media_type: part.mediaType, data: base64Of(part) }
  if (!isText(part.mediaType)) throw unreadable(part, context)
  return { type: 'text', media_type: 'text/plain', data: new TextDecoder().decode(bytesOf(part)) }
}

const unreadable = ({ mediaType }: MediaPart, { target }: Context) =>
  llmError('unsupported', `${target.provider} cannot read ${mediaType}; it reads images, PDF and text.`, { target })
