import { fileIdOf, kindOf, mediaOf, mediaUrl } from '@llmrr/provider-kit'
import type { Context, MediaPart } from '@llmrr/core'
import type { Filling } from './shape.ts'
import type { Service } from './service.ts'

/** What models call the media that they read, by its kind. */
export const mediaNames = {
  image: [
    'image_input',
    'images',
    'input_images',
    'image',
    'input_image',
    'image_prompt',
    'start_image',
    'first_frame_image',
  ],
  audio: ['audio', 'audio_file', 'input_audio', 'audio_input', 'file', 'audio_path', 'audio_url'],
  video: ['videos', 'video', 'input_video', 'video_input', 'video_path'],
  document: ['document', 'pdf', 'file', 'document_input'],
} as const

/** Media as a model's input takes it: an address, or a `data:` URL. */
export function addressOf(part: MediaPart, service: Service, context: Context): string {
  const file = fileIdOf(part, context)
  return file === undefined ? mediaUrl(part)! : service.fileUrl(file, context)
}

/** Sets media of one kind; a model that takes one gets the first. */
export function setMedia(
  field: string,
  names: readonly string[],
  parts: readonly MediaPart[],
  into: Filling,
  service: Service,
  context: Context,
): void {
  if (parts.length === 0) return
  const urls = parts.map((part) => addressOf(part, service, context))
  const name = into.name(names)
  const isList = name !== undefined && into.isList(name)
  const what = `${kindOf(parts[0]!.mediaType)} files`
  if (!into.set(names, isList ? urls : urls[0]))
    context.warn(field, `The input of ${context.target.model} has no field for ${what}; they are left out.`)
  else if (name !== undefined && !isList && urls.length > 1)
    context.warn(field, `${context.target.model} takes one of the ${what}; only the first is sent.`)
}

const types: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
}

/** The media type that the name of a file tells; `image/*`, `audio/*` or `video/*` where it tells none. */
export const typeOf = (url: string, kind: 'image' | 'audio' | 'video'): string =>
  types[/\.(\w+)(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase() ?? ''] ?? `${kind}/*`

/** The files that a run has given: addresses, or `data:` URLs. */
export function filesOf(output: unknown): readonly string[] {
  if (typeof output === 'string') return /^(?:https?:|data:)/.test(output) ? [output] : []
  if (Array.isArray(output)) return output.flatMap(filesOf)
  return typeof output === 'object' && output !== null ? Object.values(output).flatMap(filesOf) : []
}

/** A file of a run as media. Addresses are good for an hour. */
export const toMedia = (url: string, kind: 'image' | 'audio' | 'video'): MediaPart => mediaOf(url, typeOf(url, kind))
