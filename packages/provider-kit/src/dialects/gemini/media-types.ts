import type { MediaPart } from '@llmrr/core'

const types: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  heic: 'image/heic',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  pdf: 'application/pdf',
  txt: 'text/plain',
}

// The first bytes in base64.
const beginnings: readonly (readonly [string, string])[] = [
  ['iVBORw', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
  ['SUQz', 'audio/mpeg'],
  ['T2dnUw', 'audio/ogg'],
  ['ZkxhQw', 'audio/flac'],
]

/** The whole media type, where only its kind was said: by the first bytes, or by the ending of an address. */
export function wholeMediaType({ mediaType }: MediaPart, source: string): string {
  if (!mediaType.endsWith('/*')) return mediaType
  const kind = mediaType.slice(0, -1)
  if (kind === 'audio/' && source.startsWith('UklGR')) return 'audio/wav'
  const found =
    beginnings.find(([start]) => source.startsWith(start))?.[1] ??
    types[/\.(\w+)(?:[?#]|$)/.exec(source)?.[1]?.toLowerCase() ?? '']
  return found?.startsWith(kind) ? found : mediaType
}
