import { llmError } from '@llmrr/core'
import type { Context, MediaPart } from '@llmrr/core'

const step = 0x8000

/** Base64 of bytes. */
export function toBase64(bytes: Uint8Array): string {
  const native = (bytes as { toBase64?: () => string }).toBase64
  if (native) return native.call(bytes)
  let binary = ''
  for (let at = 0; at < bytes.length; at += step) binary += String.fromCharCode(...bytes.subarray(at, at + step))
  return btoa(binary)
}

/**
 * Bytes of base64 text.
 *
 * @throws LLMError `invalid-request` when it is none.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    const native = (Uint8Array as unknown as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }).fromBase64
    if (native) return native(text)
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  } catch {
    throw llmError('invalid-request', `The data of a media part is not base64 (${text.length} characters).`)
  }
}

/** The part's data as base64; `undefined` when it is an address or a file. */
export const base64Of = (part: MediaPart): string | undefined =>
  part.data === undefined || typeof part.data === 'string' ? part.data : toBase64(part.data)

/** The part's data as bytes; `undefined` when it is an address or a file. */
export const bytesOf = (part: MediaPart): Uint8Array<ArrayBuffer> | undefined =>
  part.data === undefined
    ? undefined
    : typeof part.data === 'string'
      ? fromBase64(part.data)
      : (part.data as Uint8Array<ArrayBuffer>)

/** `data:` URL of the part's data, or its address; `undefined` when it is a file. */
export function mediaUrl(part: MediaPart): string | undefined {
  const data = base64Of(part)
  return data === undefined ? part.url : `data:${part.mediaType};base64,${data}`
}

/** Media by its address: the data of a `data:` URL with its own type, else the address, with the type that is given. */
export function mediaOf(url: string, mediaType: string): MediaPart {
  const inline = /^data:([^;,]*)[^,]*;base64,/.exec(url)
  return inline
    ? { type: 'media', mediaType: inline[1] || mediaType, data: url.slice(inline[0].length) }
    : { type: 'media', mediaType, url }
}

/** The kind of a media type: `image`, `audio`, `video`, or `document` for everything else. */
export function kindOf(mediaType: string): 'image' | 'audio' | 'video' | 'document' {
  const kind = mediaType.slice(0, mediaType.indexOf('/'))
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'document'
}

/**
 * Id of the file that the part refers to, at this provider; `undefined` when the part is no file.
 *
 * @throws LLMError `unsupported` when the file lives at another provider.
 */
export function fileIdOf(part: MediaPart, context: Context): string | undefined {
  if (!part.file) return undefined
  if (part.file.provider === context.target.provider) return part.file.id
  throw llmError(
    'unsupported',
    `A file of ${part.file.provider} cannot be read by ${context.target.provider}; send its data or a URL, or put the file there.`,
    { target: context.target },
  )
}
